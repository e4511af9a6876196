/** One attempt at one transaction: the buffer, the events, what is known to be visible. A retry begins with a new one. */
import type { Access } from '../access/rights.ts';
import type { Result, Statement, Transaction } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import type { EntityDef } from '../model/model.ts';
import { decodeRow, rowsByIds } from '../read/whole-rows.ts';
import { attributeReferences } from './attributes.ts';
import type { Deed } from './audit.ts';
import { batchesOf } from './batches.ts';
import type { Entered } from './blame.ts';
import { Buffer } from './buffer.ts';
import type { Call } from './call.ts';
import { completion } from './complete.ts';
import { refusalOf } from './constraint.ts';
import type { Emitted } from './inbox.ts';
import { notFound } from './problems.ts';
import { type ChosenId, recordIds } from './record-ids.ts';
import { type FlushStatement, statementsOf } from './statements.ts';
import type { TimerChange } from './timers.ts';

export interface RefusedCommand {
  readonly command: string;
  readonly error: GuanxiError;
}

export interface Work {
  readonly call: Call;
  /** The command that the transaction was opened for. */
  readonly command: string;
  readonly sql: Transaction;
  readonly buffer: Buffer;
  readonly events: Emitted[];
  /** Schedules made and taken back, in order. */
  readonly timers: TimerChange[];
  /** Commands inside the command that their gates have refused: told in the audit also where the rest is done. */
  readonly refused: RefusedCommand[];
  /** What the audit is told with the commit. */
  readonly deeds: Deed[];
  /** `rights entity:id` that a check found visible. */
  readonly visible: Set<string>;
  /** The id of a record that is made. */
  readonly newId: (entity: string) => string;
  /** Code of plugins that was begun and is not done, innermost last. */
  readonly entered: Entered[];
  isOpen: boolean;
  /** A flush was refused by the database: nothing more can be done in this transaction. */
  hasFailed: boolean;
}

export const beginWork = (call: Call, command: string, sql: Transaction, chosen: readonly ChosenId[] = []): Work => ({
  call,
  command,
  sql,
  buffer: new Buffer(completion(call)),
  events: [],
  timers: [],
  refused: [],
  deeds: [],
  visible: new Set(),
  newId: recordIds(call, chosen),
  entered: [],
  isOpen: true,
  hasFailed: false,
});

export function assertOpen(work: Work): void {
  if (!work.isOpen) throw new GuanxiError('TRANSACTION_OVER');
}

/** Which rights a visibility was found with. */
export const rightsKey = (access: Access): string => access.system?.join() ?? '';

/** Reads and locks rows whose changes wait for them, so that what was before is known. */
export async function readWaiting(work: Work): Promise<void> {
  const unread = work.buffer.unread();
  if (unread.length === 0) return;
  const byEntity = new Map<EntityDef, string[]>();
  for (const { entity, id } of unread) byEntity.set(entity, [...(byEntity.get(entity) ?? []), id]);
  await lockRows(work, [...byEntity]);
}

type Wanted = readonly (readonly [EntityDef, readonly string[]])[];

/** One flight for all; the buffer knows them then. */
export async function lockRows(work: Work, wanted: Wanted): Promise<void> {
  if (wanted.length === 0) return;
  const lock = lockOf(work, wanted);
  lock.adopt(await work.sql.flight(lock.statements));
}

/** The statements of a lock, in one order for everybody, and what to do with their results. */
export function lockOf(work: Work, wanted: Wanted): { readonly statements: readonly Statement[]; adopt(results: readonly Result[]): void } {
  const { call, buffer } = work;
  const ordered = [...wanted].sort(([a], [b]) => (a.name < b.name ? -1 : 1));
  return {
    statements: ordered.map(([entity, ids]) => rowsByIds(call.kernel, entity, ids, { tenant: call.tenant.id }, { lock: true })),
    adopt(results) {
      for (const [i, [entity, ids]] of ordered.entries()) {
        for (const row of results[i]?.rows ?? []) buffer.adopt(entity, decodeRow(entity, row));
        if (ids.some((id) => !buffer.find(entity, id)?.read)) throw notFound(entity);
      }
    },
  };
}

/** Asks the database, in the flight that also sends what is buffered: the answers know of it. */
export async function ask(work: Work, statements: readonly Statement[]): Promise<readonly Result[]> {
  await readWaiting(work);
  return send(work, pendingStatements(work), statements);
}

/** Sends what is buffered. */
export async function flush(work: Work): Promise<void> {
  await ask(work, []);
}

/** What is buffered, as statements. They must be sent. */
export const pendingStatements = (work: Work): readonly FlushStatement[] =>
  batchesOf(work.buffer.take()).flatMap((batch) => statementsOf(work.call.tenant.id, batch));

/** @returns the results of `then` */
export async function send(work: Work, pending: readonly FlushStatement[], then: readonly Statement[] = []): Promise<readonly Result[]> {
  const results = await work.sql.flight([...pending.map((p) => p.statement), ...then]).catch((error: unknown) => {
    work.hasFailed = true;
    throw refusalOf(work.call, error);
  });
  for (const [i, p] of pending.entries()) learnDefaults(p, results[i]);
  return results.slice(pending.length);
}

/** Values that only the database could fill in. */
function learnDefaults({ returns, operations }: FlushStatement, result: Result | undefined): void {
  if (!returns || !result) return;
  const rows = new Map(result.rows.map((row) => [row['id'], decodeRow(returns, row)]));
  for (const { entry } of operations) {
    const row = rows.get(entry.id);
    if (!row) continue;
    // Code that did not wait for the flight may have changed the row meanwhile.
    entry.row = entry.row === entry.stored ? row : entry.row && { ...row, ...entry.row };
    entry.stored = row;
  }
}

/** References that tenant-defined attributes hold have no foreign key: whether their records are there is asked for here. */
export async function checkAttributeReferences(work: Work): Promise<void> {
  const { call, buffer } = work;
  const wanted = buffer.changed().flatMap(({ entity, base, row }) => {
    if (!row || !entity.hasAttributes || row['attrs'] === base?.['attrs']) return [];
    const before = new Set(base ? attributeReferences(call, entity, base).map((r) => r.id) : []);
    return attributeReferences(call, entity, row).filter((r) => !before.has(r.id));
  });
  const open = wanted.filter((r) => {
    const target = call.kernel.model.entities.get(r.entity);
    return target && !work.visible.has(` ${r.entity}:${r.id}`) && !buffer.find(target, r.id)?.row;
  });
  if (open.length === 0) return;
  const statements = open.map(
    (r): Statement => ({
      text: `select 1 from crm."${call.kernel.model.entities.get(r.entity)?.tableName}" where tenant_id = $1 and id = $2 for key share`,
      params: [call.tenant.id, r.id],
    }),
  );
  const results = await ask(work, statements);
  const missing = open.find((_, i) => results[i]?.rows.length === 0);
  if (missing) throw notFound(call.kernel.model.entities.get(missing.entity) ?? missing.entity, ['attributes', missing.key]);
}
