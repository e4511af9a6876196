/**
 * Many inputs of one command in one transaction, each with an outcome of its own: one look at all their ids, one flush, one insert into the
 * change log. A refused row is taken back from the buffer; where the database has already heard of it, or refuses at the end, the
 * batch is halved until the row that is to blame stands alone.
 */

import type { Actor } from '../access/actor.ts';
import type { Priority } from '../database/port.ts';
import { label } from '../model/label.ts';
import { auditRefusals } from './audit.ts';
import { breather } from './breathe.ts';
import { type Call, openCall } from './call.ts';
import { findReply } from './idempotency.ts';
import type { BoundCommand, Kernel } from './kernel.ts';
import { commandNamed } from './named.ts';
import { type Prepared, prepare, reviveOutput } from './prepare.ts';
import { badInput, refusalsIn, type UserError, userError } from './problems.ts';
import { type Ready, type RowOutput, type RowResult, together } from './together.ts';

export interface BatchCall {
  readonly actor: Actor;
  readonly wire: boolean;
  /** One idempotency key a row; a batch that is sent again does nothing twice. */
  readonly keys?: readonly string[];
  readonly priority?: Priority;
  /** Everything is checked and run, then rolled back: the outcomes say what would be. */
  readonly dryRun?: boolean;
}
export type RowOutcome =
  | { readonly ok: true; readonly output: RowOutput; readonly replayed: boolean }
  | { readonly ok: false; readonly errors: readonly UserError[] };

interface Row {
  readonly index: number;
  readonly prepared: Ready;
}

/** Outcomes in the order of the inputs. A failed database is thrown; what was committed before it stays, and its keys say so. */
export async function runBatch(kernel: Kernel, name: string, inputs: readonly unknown[], o: BatchCall): Promise<readonly RowOutcome[]> {
  const call = await openCall(kernel, o.actor);
  const command = commandNamed(call.kernel, name);
  const results: RowResult[] = [];
  const rows: Row[] = [];
  const keys = new Set<string>();
  const breathe = breather();
  for (const [index, input] of inputs.entries()) {
    await breathe();
    const key = o.keys?.[index];
    if (key !== undefined && keys.has(key))
      throw badInput(label(`the idempotency key "${key}" stands at two rows of one batch`, `幂等键“${key}”在同一批次中出现于两行`));
    if (key !== undefined) keys.add(key);
    const prepared = prepare(call, command, input, { wire: o.wire, ...(key !== undefined && { key }) });
    if ('input' in prepared) rows.push({ index, prepared });
    else results[index] = await refusedEarly(call, command, prepared);
  }
  await halving(call, command, rows, { priority: o.priority ?? 'import', dryRun: o.dryRun ?? false }, results);
  if (!o.dryRun)
    await auditRefusals(
      call,
      name,
      results.flatMap((r) => ('refusals' in r ? r.refusals.slice(0, 1) : [])),
    );
  return results.map((r) =>
    'refusals' in r ? { ok: false, errors: r.refusals.map((e) => userError(e, call.locale)) } : { ok: true, ...r },
  );
}

/** An input that is none: the key may still tell of an earlier time. */
async function refusedEarly(
  call: Call,
  command: BoundCommand,
  { claim, refusals }: Extract<Prepared, { refusals: unknown }>,
): Promise<RowResult> {
  const earlier = claim && (await findReply(await call.kernel.database(), call, command.definition.name, claim));
  return earlier ? { output: reviveOutput(call, command, earlier.output), replayed: true } : { refusals };
}

async function halving(
  call: Call,
  command: BoundCommand,
  rows: readonly Row[],
  o: Parameters<typeof together>[3],
  results: RowResult[],
): Promise<void> {
  if (rows.length === 0) return;
  try {
    const done = await together(
      call,
      command,
      rows.map((row) => row.prepared),
      o,
    );
    for (const [i, row] of rows.entries()) results[row.index] = done[i] as RowResult;
  } catch (error) {
    const refusals = refusalsIn(error);
    if (!refusals) throw error;
    const [only] = rows;
    if (rows.length === 1 && only) {
      results[only.index] = { refusals };
      return;
    }
    const middle = Math.ceil(rows.length / 2);
    await halving(call, command, rows.slice(0, middle), o, results);
    await halving(call, command, rows.slice(middle), o, results);
  }
}
