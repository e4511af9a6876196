/** What a transaction leaves for later: a job for each hook after each of its events, and its schedules. */
import type { Statement } from '../database/port.ts';
import type { Call } from './call.ts';
import { insertJson } from './statements.ts';
import type { TimerChange } from './timers.ts';
import type { Work } from './work.ts';

const columns = {
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
};

export function jobStatements(work: Work): readonly Statement[] {
  const { call } = work;
  const timers = [...new Map(work.timers.map((t) => [`${t.plugin} ${t.key}`, t])).values()];
  const rows = [...hookRows(work), ...timers.flatMap((t) => timerRow(call, t) ?? [])];
  const cancelled = timers.filter((t) => t.timer === null);
  return [...(cancelled.length > 0 ? [removed(call, cancelled)] : []), ...(rows.length > 0 ? [inserted(call, rows)] : [])];
}

/** One hook hears the events of one record in their order, each once. */
const hookRows = ({ call, events }: Work): readonly object[] =>
  events.flatMap((event) =>
    (call.kernel.registry.after.get(event.definition.name) ?? []).map((hook) => ({
      id: call.kernel.ids.next(call.now),
      kind: 'AFTER',
      plugin: hook.plugin,
      name: event.definition.name,
      lane: `${hook.plugin} ${event.definition.name} ${event.subject}`,
      run_at: call.now.toISOString(),
      input: { event: event.id, at: call.now.toISOString(), subject: event.subject, data: event.data },
      causation: event.id,
      chain: [...event.chain, event.definition.name, `after ${event.definition.name} (${hook.plugin})`],
    })),
  );

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
  const stamp = ['timestamptz', call.now.toISOString()] as const;
  const by = ['text', call.by] as const;
  const insert = insertJson('job', columns, call.tenant.id, rows as never, {
    created_at: stamp,
    created_by: by,
    updated_at: stamp,
    updated_by: by,
  });
  return { ...insert, text: `${insert.text} ${rescheduled}` };
}
