/** What was stored as JSON, as code sees it again: instants are instants. */
import type { Fields } from '../model/input.ts';
import type { Call } from '../write/call.ts';
import { decodeFields } from '../write/decode.ts';

export const revived = ({ kernel, attributes }: Call, fields: Fields, stored: unknown): Readonly<Record<string, unknown>> =>
  decodeFields({ model: kernel.model, attributes, wire: false, revive: true, problems: [], ids: [] }, fields, stored, []) as Readonly<
    Record<string, unknown>
  >;
