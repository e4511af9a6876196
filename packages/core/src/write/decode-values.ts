/** Single values of an input on their way in: instants, decimals, money, and ids, which are noted with their place. */
import type { GuanxiError } from '../errors.ts';
import type { TenantAttributes } from '../model/attributes.ts';
import { parseGlobalId } from '../model/ids.ts';
import { label } from '../model/label.ts';
import type { Model } from '../model/model.ts';
import { canonicalDecimal, instantOf } from './canonical.ts';
import { badInput, type Path } from './problems.ts';
import { isCleanJson } from './values.ts';

/** An id that stood in an input; null where the text was no id of that entity. */
export interface FoundId {
  readonly path: Path;
  readonly entity: string;
  readonly id: string | null;
  readonly lock: boolean;
  readonly subject: boolean;
}

export interface Decoder {
  readonly model: Model;
  readonly attributes: TenantAttributes;
  /** Whether it came over a wire; code's own inputs already hold UUIDs and Dates. */
  readonly wire: boolean;
  /** Whether it is our own JSON read back: ids as code has them, instants as text. */
  readonly revive?: boolean;
  readonly problems: GuanxiError[];
  readonly ids: FoundId[];
}

/** Stands where a text was no id, so that everything else of the input is still checked; no record has it. */
const NO_RECORD = '00000000-0000-0000-0000-000000000000';

export function decodeScalar(d: Decoder, type: string, value: unknown, path: Path): unknown {
  if (type === 'JSON' && !isCleanJson(value))
    d.problems.push(badInput(label('holds text that cannot be stored', '含有无法存储的文本'), path));
  if (typeof value !== 'string') return value;
  if (type === 'Decimal') return /^-?\d+(\.\d+)?$/.test(value) ? canonicalDecimal(value) : value;
  return type === 'DateTime' && (d.wire || d.revive) ? (instantOf(value) ?? value) : value;
}

export function decodeMoney(d: Decoder, value: unknown, path: Path): unknown {
  if (!isPlainObject(value)) return value;
  for (const key of Object.keys(value)) if (key !== 'amount' && key !== 'currency') d.problems.push(unknownKey(key, path));
  const { amount, currency } = value;
  return { amount: decodeScalar(d, 'Decimal', amount, path), currency };
}

export function decodeId(
  d: Decoder,
  entity: string,
  value: unknown,
  path: Path,
  o: { readonly lock: boolean; readonly subject: boolean } = { lock: false, subject: false },
): unknown {
  if (typeof value !== 'string') return value;
  const note = (id: string | null): string => {
    d.ids.push({ path, entity, id, lock: o.lock, subject: o.subject });
    return id ?? NO_RECORD;
  };
  if (!d.wire) return note(value);
  const parsed = parseGlobalId(value);
  return note(parsed && d.model.byPrefix.get(parsed.prefix)?.name === entity ? parsed.uuid : null);
}

export const unknownKey = (key: string, path: Path): GuanxiError =>
  badInput(label(`there is no "${key}" here`, `此处没有“${key}”`), [...path, key]);

export function isPlainObject(v: unknown): v is Readonly<Record<string, unknown>> {
  return typeof v === 'object' && v !== null && !Array.isArray(v) && !(v instanceof Date);
}
