/** One transaction for the rows of a batch: one look at all their keys and ids first, one flush at the end. */

import type { Priority, Result, Transaction } from '../database/port.ts';
import type { GuanxiError } from '../errors.ts';
import { breather } from './breathe.ts';
import type { Call } from './call.ts';
import { adoptRows, execute, rootFrame } from './execute.ts';
import { finish } from './finish.ts';
import type { Frame } from './frame.ts';
import { claimStatements, earlierReply, releaseStatement, replyStatement } from './idempotency.ts';
import type { BoundCommand } from './kernel.ts';
import { type Prepared, reviveOutput } from './prepare.ts';
import { refusalsIn } from './problems.ts';
import { accessOf } from './scope.ts';
import { checkVersion, subjectOf } from './version.ts';
import { checkIds, type IdAnswer, refuseMissing } from './visibility.ts';
import { beginWork, rightsKey } from './work.ts';

/** A row whose input is one. */
export type Ready = Extract<Prepared, { input: unknown }>;
export type RowOutput = Readonly<Record<string, unknown>>;
export type RowResult = { readonly output: RowOutput; readonly replayed: boolean } | { readonly refusals: readonly GuanxiError[] };

/** @throws what refuses all of it: a row that the database had heard of already, a guard, a constraint at the end. */
export async function together(
  call: Call,
  command: BoundCommand,
  rows: readonly Ready[],
  o: { readonly priority: Priority; readonly dryRun: boolean },
): Promise<readonly RowResult[]> {
  const { name } = command.definition;
  const access = accessOf(call);
  const claims = rows.flatMap(({ claim }) => claim ?? []);
  const claiming = claims.length > 0 ? claimStatements(call, name, claims) : [];
  const check = checkIds(
    call,
    access,
    rows.flatMap(({ input }) => input.ids),
    { permission: command.definition.permission },
  );
  const asked = [...claiming, ...check.statements];

  const run = async (sql: Transaction, opened: readonly Result[]): Promise<readonly RowResult[]> => {
    const work = beginWork(call, name, sql);
    try {
      const frame = rootFrame(work, access, name);
      const answer = check.read(opened.slice(claiming.length));
      adoptRows(work, answer);
      const results: RowResult[] = [];
      const breathe = breather();
      for (const row of rows) {
        results.push(replay(call, command, row, opened) ?? (await one(frame, command, row, answer)));
        await breathe();
      }
      await finish(frame, { closing: keyStatements(call, name, rows, results, opened), after: [], dryRun: o.dryRun });
      if (o.dryRun) throw new RolledBack(results);
      return results;
    } finally {
      work.isOpen = false;
    }
  };
  const database = await call.kernel.database();
  try {
    const asking = { opening: asked, plans: 'kept', priority: o.priority } as const;
    if (claiming.length > 0 || check.locks) return await database.transaction(run, asking);
    // What is only looked at needs no transaction to last: rows are calculated before the database is kept from others.
    const opened = asked.length === 0 ? [] : await database.transaction(async (_, answers) => answers, asking);
    return await database.transaction((sql) => run(sql, opened), { late: true, plans: 'kept', priority: o.priority });
  } catch (error) {
    if (error instanceof RolledBack) return error.results;
    throw error;
  }
}

/** Ends the transaction of a dry run: what throws is not committed. */
class RolledBack extends Error {
  readonly results: readonly RowResult[];
  constructor(results: readonly RowResult[]) {
    super('rolled back, as asked');
    this.results = results;
  }
}

/** Runs one row; what it wrote is taken back when it is refused. */
async function one(frame: Frame, command: BoundCommand, { input, expectedVersion }: Ready, answer: IdAnswer): Promise<RowResult> {
  const { work, access } = frame;
  const { length: events } = work.events;
  const { length: timers } = work.timers;
  const { length: refused } = work.refused;
  const { length: deeds } = work.deeds;
  const mark = work.buffer.mark();
  try {
    refuseMissing(work.call, input.ids, answer);
    for (const { entity, id } of input.ids) work.visible.add(`${rightsKey(access)} ${entity}:${id}`);
    checkVersion(subjectOf(work, input.ids, expectedVersion), expectedVersion);
    return { output: (await execute(frame, command, input)) as RowOutput, replayed: false };
  } catch (error) {
    const refusals = refusalsIn(error);
    // After a failed statement the transaction is lost, whoever's row it was.
    if (!refusals || work.hasFailed || !mark.back()) throw error;
    work.events.length = events;
    work.timers.length = timers;
    work.refused.length = refused;
    work.deeds.length = deeds;
    return { refusals };
  }
}

function replay(call: Call, command: BoundCommand, { claim }: Ready, [claimed, before]: readonly Result[]): RowResult | null {
  if (!claim || !claimed || !before) return null;
  try {
    const earlier = earlierReply(claim, claimed, before);
    return earlier && { output: reviveOutput(call, command, earlier.output), replayed: true };
  } catch (error) {
    const refusals = refusalsIn(error);
    if (!refusals) throw error;
    return { refusals };
  }
}

/** Replies are stored with their keys; a key that was claimed for a row now refused is free again. */
function keyStatements(call: Call, command: string, rows: readonly Ready[], results: readonly RowResult[], [claimed]: readonly Result[]) {
  const own = new Set(claimed?.rows.map((r) => r['key']));
  const replies: { readonly key: string; readonly output: unknown }[] = [];
  const unused: string[] = [];
  for (const [i, { claim }] of rows.entries()) {
    const result = results[i];
    if (!claim || !own.has(claim.key) || !result) continue;
    if ('output' in result) replies.push({ key: claim.key, output: result.output });
    else unused.push(claim.key);
  }
  return [
    ...(replies.length > 0 ? [replyStatement(call, command, replies)] : []),
    ...(unused.length > 0 ? [releaseStatement(call, command, unused)] : []),
  ];
}
