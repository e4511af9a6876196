/** The end of a transaction: what is buffered, the change log, the events and the reply go out with COMMIT, in one flight. */
import type { Result, Statement } from '../database/port.ts';
import { choiceEntities } from '../model/choices.ts';
import { uniqueValues } from './attributes.ts';
import { deedStatement, refusedStatement } from './audit.ts';
import { breather } from './breathe.ts';
import { changeLogStatement } from './change-log.ts';
import { refuseLowering } from './classified.ts';
import { refusalOf, takenMark } from './constraint.ts';
import type { Frame } from './frame.ts';
import { settle } from './hooks.ts';
import { inboxStatement } from './inbox.ts';
import { jobStatements } from './jobs.ts';
import { oneStatement } from './one-statement.ts';
import type { FlushStatement } from './statements.ts';
import { checkAttributeReferences, pendingStatements, send, type Work } from './work.ts';

export interface Closing {
  /** Between the hooks and the commit: what may still refuse. */
  readonly check?: () => void;
  readonly closing: readonly Statement[];
  /** Behind the commit. */
  readonly after: readonly Statement[];
  /** Everything is sent, and nothing committed: the caller rolls back. */
  readonly dryRun?: boolean;
}

export async function finish(frame: Frame, o: Closing): Promise<readonly Result[]> {
  const { work } = frame;
  const { call, command, buffer, sql } = work;
  await settle(frame);
  refuseLowering(work);
  await checkAttributeReferences(work);
  o.check?.();
  // A large batch is made into statements in several turns of the event loop: whatever was not waited for comes too late.
  work.isOpen = false;
  const breathe = breather();
  const pending = pendingStatements(work);
  await breathe();
  // Values that the database fills in must be known before the change log is written.
  const known = pending.every((p) => p.returns === null);
  if (!known) await send(work, pending);
  const changed = buffer.changed();
  const jobs = jobStatements(work);
  const rows = known ? pending : [];
  const unique = uniqueStatements(work);
  const log = [
    changeLogStatement(call, command, changed),
    inboxStatement(call, command, work.events, changed),
    refusedStatement(call, work.refused),
    deedStatement(call, work.deeds),
  ].filter((s) => s !== null);
  const closing = [
    ...(unique.length === 0 ? inFew(rows, log) : [...rows.map((p) => p.statement), ...unique, ...log]),
    // A timer that is due ends before one of its key is made anew.
    ...o.closing,
    ...jobs,
  ];
  const { after } = await (o.dryRun ? sent(sql.flight(closing)) : sql.commit(closing, o.after)).catch((error: unknown) => {
    throw refusalOf(call, error);
  });
  if (o.dryRun || closing.length === 0) return after;
  call.kernel.committed(jobs.length > 0 || changed.some((e) => e.entity.tableName === 'job'));
  const rights = changed.filter((e) => call.kernel.identities.concerns(e.entity.tableName));
  if (rights.length > 0)
    call.kernel.identities.changed(
      call.tenant.id,
      rights.map(({ entity, id }) => ({ table: entity.tableName, id })),
    );
  if (changed.some((e) => choiceEntities.includes(e.entity.name))) call.kernel.choicesChanged(call.tenant.id);
  return after;
}

const sent = async (flight: Promise<unknown>): Promise<{ readonly after: readonly Result[] }> => {
  await flight;
  return { after: [] };
};

/** Of large batches the messages are not what costs, and a text for each mixture of removes would be kept for nothing. */
const few = 20;

/** Rows and the log in one statement, where no two of them write one table. */
function inFew(rows: readonly FlushStatement[], log: readonly Statement[]): readonly Statement[] {
  const tables = new Set(rows.map(({ operations }) => operations[0]?.entry.entity));
  const areFew = rows.every(({ operations }) => operations.length <= few && operations[0]?.kind !== 'remove');
  const all = [...rows.map((p) => p.statement), ...log];
  return areFew && tables.size === rows.length && all.length > 0 ? [oneStatement(all)] : all;
}

/**
 * Under row-level security Postgres does not say which key was there already. So values that have a holder are passed over and then refused
 * by name: a text that is no uuid, and stands in the error that says so.
 */
const takeUnique = `with wanted as (select d, v, r from json_to_recordset($2::json) as t(d uuid, v text, r uuid)), made as (
    insert into crm.attribute_unique (tenant_id, definition_id, value, record_id) select $1::uuid, d, v, r from wanted
    on conflict do nothing returning definition_id, value, record_id
  )
  select ('${takenMark}' || w.d)::uuid from wanted w
  where not exists (select from made m where m.definition_id = w.d and m.value = w.v and m.record_id = w.r)`;

/** Keeps the table of unique attribute values as the rows are; its own key refuses a second holder. */
function uniqueStatements({ call, buffer }: Work): readonly Statement[] {
  const gone: object[] = [];
  const taken: object[] = [];
  for (const { entity, id, base, row } of buffer.changed()) {
    if (!entity.hasAttributes || base?.['attrs'] === row?.['attrs']) continue;
    const before = uniqueValues(call, entity, base);
    const after = uniqueValues(call, entity, row);
    const has = (list: typeof before, one: (typeof before)[number]) =>
      list.some((o) => o.definition === one.definition && o.value === one.value);
    gone.push(...before.filter((v) => !has(after, v)).map((v) => ({ d: v.definition, v: v.value })));
    taken.push(...after.filter((v) => !has(before, v)).map((v) => ({ d: v.definition, v: v.value, r: id })));
  }
  const tenant = call.tenant.id;
  return [
    ...(gone.length === 0
      ? []
      : [
          {
            text: 'delete from crm.attribute_unique u using json_to_recordset($2::json) as g(d uuid, v text) where u.tenant_id = $1 and u.definition_id = g.d and u.value = g.v',
            params: [tenant, JSON.stringify(gone)],
          },
        ]),
    ...(taken.length === 0
      ? []
      : [
          {
            text: takeUnique,
            params: [tenant, JSON.stringify(taken)],
          },
        ]),
  ];
}
