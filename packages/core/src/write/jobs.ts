/** What a transaction leaves for later: a job for each hook after each of its events, its schedules, and the operations it starts. */
import type { Actor } from '../access/actor.ts';
import type { Statement } from '../database/port.ts';
import { systemClock } from '../model/ids.ts';
import type { Call } from './call.ts';
import { jsonInsert } from './statements.ts';
import type { TimerChange } from './timers.ts';
import type { Work } from './work.ts';

const put = jsonInsert(
  'job',
  {
    id: 'uuid',
    kind: 'text',
    plugin: 'text',
    name: 'text',
    lane: 'text',
    key: 'text',
    run_at: 'timestamptz',
    input: 'jsonb',
    causation: 'uuid',
    chain: 'jsonb',
  },
  {
    created_at: 'timestamptz',
    created_by: 'text',
    updated_at: 'timestamptz',
    updated_by: 'text',
  },
);

export function jobStatements(work: Work): readonly Statement[] {
  const { call } = work;
  const timers = [...new Map(work.timers.map((t) => [`${t.plugin} ${t.key}`, t])).values()];
  const rows = [...hookRows(work), ...timers.flatMap((t) => timerRow(call, t) ?? []), ...operationRows(work), ...seedRows(work)];
  const cancelled = timers.filter((t) => t.timer === null);
  return [...(cancelled.length > 0 ? [removed(call, cancelled)] : []), ...(rows.length > 0 ? [inserted(call, rows)] : [])];
}

/** One hook hears the events of one record in their order, each once. */
const hookRows = ({ call, events }: Work): readonly object[] =>
  events.flatMap((event) =>
    (call.kernel.registry.after.get(event.definition.name) ?? []).map((hook, i, all) => {
      // A plugin may have several hooks on one event: each is tried, and kept in order, by itself.
      const nth = all.slice(0, i).filter((earlier) => earlier.plugin === hook.plugin).length;
      return {
        id: call.kernel.ids.next(call.now),
        kind: 'AFTER',
        plugin: hook.plugin,
        name: event.definition.name,
        lane: `${hook.plugin} ${event.definition.name} ${nth} ${event.subject}`,
        run_at: atOnce(call),
        input: {
          event: event.id,
          at: call.now.toISOString(),
          subject: event.subject,
          data: event.data,
          ...(nth > 0 && { hook: nth }),
        },
        causation: event.id,
        chain: [...event.chain, event.definition.name, `after ${event.definition.name} (${hook.plugin})`],
      };
    }),
  );

/** By the same clock that decides what is due: where that is the database's, Postgres reads the word as the transaction's instant. */
const atOnce = ({ kernel, now }: Call): string => (kernel.clock === systemClock ? 'now' : now.toISOString());

/** The record of an operation is made, or begins again: its work is done with the rights of whoever asked. */
const operationRows = ({ call, command, buffer }: Work): readonly object[] =>
  buffer.changed().flatMap(({ entity, id, base, row }) => {
    const begins = entity.tableName === 'operation' && row?.['state'] === 'QUEUED' && base?.['state'] !== 'QUEUED';
    if (!begins) return [];
    return {
      id: call.kernel.ids.next(call.now),
      kind: 'OPERATION',
      plugin: row['plugin'],
      name: row['name'],
      key: `engine:operation:${id}`,
      run_at: atOnce(call),
      input: { operation: id, actor: asTheyAre(call.actor) },
      causation: call.origin?.causation ?? null,
      chain: [...(call.origin?.chain ?? []), command, `operation ${row['name']} (${row['plugin']})`],
    };
  });

/** A plugin that the tenant begins to use for the first time is filled with what it begins with. */
const seedRows = ({ call, command, buffer }: Work): readonly object[] =>
  buffer.changed().flatMap(({ entity, row }) => {
    if (entity.tableName !== 'plugin_choice' || row?.['enabled'] !== true || row['seeded'] === true) return [];
    const plugin = String(row['plugin']);
    return {
      id: call.kernel.ids.next(call.now),
      kind: 'SEED',
      plugin,
      name: 'seed',
      key: 'engine:seed',
      run_at: atOnce(call),
      input: {},
      causation: call.origin?.causation ?? null,
      chain: [...(call.origin?.chain ?? []), command, `seed (${plugin})`],
    };
  });

const timerRow = (call: Call, { plugin, key, timer }: TimerChange): object | null =>
  timer && {
    id: call.kernel.ids.next(call.now),
    kind: 'TIMER',
    plugin,
    name: timer.command,
    key,
    run_at: timer.at,
    input: timer.input,
    causation: timer.causation,
    chain: [...timer.chain, `timer ${key} (${plugin})`],
  };

const removed = (call: Call, timers: readonly TimerChange[]): Statement => ({
  text: `delete from crm.job j using json_to_recordset($2::json) as t(plugin text, key text)
    where j.tenant_id = $1 and j.plugin = t.plugin and j.key = t.key and j.kind = 'TIMER'`,
  params: [call.tenant.id, JSON.stringify(timers.map(({ plugin, key }) => ({ plugin, key })))],
});

/** A key that is scheduled again is one timer, which begins anew: under another id, so that a run of the old one does not end it. */
const rescheduled = `on conflict (tenant_id, plugin, key) where key is not null do update set id = excluded.id, kind = excluded.kind,
  name = excluded.name, run_at = excluded.run_at, input = excluded.input, causation = excluded.causation, chain = excluded.chain,
  state = 'WAITING', attempts = 0, leased_by = null, leased_until = null, last_error = null, updated_at = excluded.updated_at,
  updated_by = excluded.updated_by`;

function inserted(call: Call, rows: readonly object[]): Statement {
  const now = call.now.toISOString();
  const insert = put(call.tenant.id, rows, now, call.by, now, call.by);
  return { ...insert, text: `${insert.text} ${rescheduled}` };
}

/** With the rights that they have now, and without what vouched for them: no digest of a key belongs into a job. */
const asTheyAre = ({ principal: _, ...actor }: Actor): Actor => actor as Actor;
