/** What can be said of a request before the database is asked: is the input one, may the actor ask at all, what is its key. */
import type { GuanxiError } from '../errors.ts';
import { type Label, label } from '../model/label.ts';
import type { Call } from './call.ts';
import { type CheckedInput, checkInput, inputOf } from './check-input.ts';
import { decodeFields } from './decode.ts';
import { isPlainObject } from './decode-values.ts';
import { requirePermission } from './execute.ts';
import { checkKey, inputHash, type KeyClaim } from './idempotency.ts';
import type { BoundCommand } from './kernel.ts';
import { badInput, refusalsIn } from './problems.ts';
import { accessOf } from './scope.ts';

export type Prepared = { readonly claim: KeyClaim | null } & (
  | { readonly input: CheckedInput; readonly expectedVersion: number | null }
  | { readonly refusals: readonly GuanxiError[] }
);

export function prepare(
  call: Call,
  command: BoundCommand,
  raw: unknown,
  o: { readonly wire: boolean; readonly key?: string; readonly keyAlone?: boolean; readonly expectedVersion?: number },
): Prepared {
  const fields = inputOf(command);
  const carries = o.wire && isPlainObject(raw) && 'expectedVersion' in raw && !Object.hasOwn(fields, 'expectedVersion');
  const { expectedVersion: carried, ...rest } = carries ? (raw as Readonly<Record<string, unknown>>) : { expectedVersion: undefined };
  const expected = o.expectedVersion ?? carried ?? null;
  const claim =
    o.key === undefined
      ? null
      : { key: checkKey(o.key), hash: inputHash(raw ?? null, o.expectedVersion ?? null), alone: o.keyAlone ?? false };
  try {
    const input = checkInput(call, fields, carries ? rest : raw, o.wire);
    requirePermission(accessOf(call), command);
    return { claim, input, expectedVersion: expected === null ? null : versionOf(expected, input) };
  } catch (error) {
    const refusals = refusalsIn(error);
    if (!refusals) throw error;
    return { claim, refusals };
  }
}

function versionOf(expected: unknown, input: CheckedInput): number {
  const refuse = (text: Label): GuanxiError => badInput(text, ['expectedVersion']);
  if (!Number.isInteger(expected) || (expected as number) < 1)
    throw refuse(label('a version is a whole number from 1', '版本号是从 1 起的整数'));
  if (input.ids.filter((f) => f.subject).length !== 1)
    throw refuse(label('this command has no one record whose version could be expected', '此命令没有可核对版本的唯一记录'));
  return expected as number;
}

/** A stored reply as code sees it again. */
export function reviveOutput(call: Call, { definition }: BoundCommand, stored: unknown): Readonly<Record<string, unknown>> {
  const decoder = { model: call.kernel.model, attributes: call.attributes, wire: false, revive: true, problems: [], ids: [] };
  return (decodeFields(decoder, definition.output, stored ?? {}, []) ?? {}) as Readonly<Record<string, unknown>>;
}
