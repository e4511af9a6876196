/**
 * Records move to another version of their workflow: what nobody asks for never happens, since running ones stay on theirs (WF-01). What a
 * migration would do is told beforehand by `workflowMigrationPreview`.
 */
import { type Id, label, select, sql, t, z } from '@guanxi/core';
import { WorkflowInstance, WorkflowStep, WorkflowVersion } from '../entities.ts';
import { TransitionFired } from '../events.ts';
import { instanceFields, versionFields } from '../fields.ts';
import { p } from '../plugin.ts';
import { otherWorkflow, stateUnmapped } from '../refusals.ts';
import type { Definition } from '../rules/definition.ts';
import { mapped } from '../rules/mapping.ts';
import { entering } from '../rules/transition.ts';
import { enterState, leaveState, openTasks } from '../running/enter.ts';
import { recordId, type WorkflowScope, type WorkflowTx, writeState } from '../running/subject.ts';
import { use } from '../running/versions.ts';
import { stillThere } from './elapse.ts';

const input = {
  from: t.id(WorkflowVersion),
  to: t.id(WorkflowVersion),
  /** State of `from` → state of `to`; those of one name need not be there. */
  states: t.optional(t.json()),
};
const Mapping = z.record(z.string(), z.string()).default({});

export const migrateWorkflow = p.operation('migrateWorkflow', {
  label: label('Move records to another version of their workflow', '将记录迁移到另一流程版本'),
  permission: 'workflow:design',
  input,
  batch: 50,
  async *items(scope, { from, to }) {
    await bodiesOf(scope, from, to);
    for (const { id } of await scope.system.read(select(instanceFields, {}), { where: (i) => sql`${i.versionId} = ${from}` })) yield id;
  },
  async each(tx, instances: readonly Id<'WorkflowInstance'>[], { from, to, states }) {
    const bodies = await bodiesOf(tx, from, to);
    await use(tx, { id: to, usedAt: null, body: bodies.after });
    for (const instance of instances) await migrate(tx, instance, { from, to, ...bodies, mapping: Mapping.parse(states ?? {}) });
  },
});

async function bodiesOf(
  scope: WorkflowScope | WorkflowTx,
  from: Id<'WorkflowVersion'>,
  to: Id<'WorkflowVersion'>,
): Promise<{ readonly before: Definition; readonly after: Definition }> {
  const found = await scope.system.read(select(versionFields, { body: true }), { ids: [from, to] });
  const body = (id: string) => found.find((v) => v.id === id)?.body as Definition;
  const [before, after] = [body(from), body(to)];
  if (before.id !== after.id) throw otherWorkflow({ key: before.id, asked: after.id }, 'to');
  return { before, after };
}

interface Migration {
  readonly from: Id<'WorkflowVersion'>;
  readonly to: Id<'WorkflowVersion'>;
  readonly before: Definition;
  readonly after: Definition;
  readonly mapping: Readonly<Record<string, string>>;
}

/** Its times go on counting since it came into the state, and tasks of the same key go on with whoever has them. */
async function migrate(tx: WorkflowTx, instance: Id<'WorkflowInstance'>, { from, to, before, after, mapping }: Migration): Promise<void> {
  const found = await stillThere(tx, instance, null);
  // Gone, or moved by an earlier attempt.
  if (!found || found.running.versionId !== from) return;
  const { subject, row, running } = found;
  const state = mapped(after, mapping, running.state);
  if (state === null) throw stateUnmapped({ state: running.state });
  const entered = entering(after, state);
  const wanted = new Set(entered.tasks.map((task) => task.key));
  await leaveState(tx, instance, before.states[running.state], wanted);
  const has = new Set((await openTasks(tx, instance)).map((task) => task.key));
  const { enteredAt: since } = await tx.lock(WorkflowInstance, instance);
  const visit = running.visit + 1;
  await tx.update(WorkflowInstance, instance, { versionId: to, state, visit, endedAt: entered.ends ? tx.now : null });
  if (state !== running.state) await writeState(tx, subject, state);
  await tx.insert(WorkflowStep, {
    instanceId: instance,
    at: tx.now,
    cause: 'MIGRATION',
    fromState: running.state,
    toState: state,
    staffId: tx.actor.staffId,
  });
  await enterState(tx, subject, row, { instance, visit, since, has }, entered);
  await tx.emit(TransitionFired, {
    subject: instance,
    subjectType: subject.type,
    record: recordId(tx, subject.type, subject.id),
    workflow: running.key,
    event: null,
    fromState: running.state,
    toState: state,
    ended: entered.ends,
  });
}

export const migrationPreview = p.query('workflowMigrationPreview', {
  label: label('What a migration would do', '流程迁移预览'),
  permission: 'workflow:design',
  input,
  output: t.list(
    t.object('WorkflowMigrationGroup', {
      state: t.text(100),
      records: t.int(),
      /** Null: these would be refused. */ toState: t.nullable(t.text(100)),
    }),
  ),
  cost: 10,
  async run(scope, { from, to, states }) {
    const { after } = await bodiesOf(scope, from, to);
    const mapping = Mapping.parse(states ?? {});
    const groups = await scope.sql<{ readonly state: string; readonly records: number }>(
      sql`select state, count(*)::int as records from crm.workflow_instance where version_id = ${from} group by state order by state`,
    );
    return groups.map(({ state, records }) => ({ state, records, toState: mapped(after, mapping, state) }));
  },
});
