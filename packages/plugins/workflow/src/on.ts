/** What a plugin lists for records of its own that go through workflows. */
import {
  type AnyEntity,
  type AnyPermission,
  type Change,
  type Col,
  type ComputeScope,
  contribute,
  type Entity,
  type IdOf,
  type Kit,
  label,
  type PluginShape,
  type PluginType,
  type Tx,
} from '@guanxi/core';
import { forgetWorkflows } from './commands/forget.ts';
import { Task, WorkflowInstance } from './entities.ts';
import type { Available, Workflow, WorkflowApi } from './plugin.ts';
import { workflowSubjects } from './points.ts';
import { stateIsTheWorkflows } from './refusals.ts';
import type { Definition } from './rules/definition.ts';

/** A plugin that needs this one. */
type WithWorkflow = PluginType & { readonly needs: { readonly workflow: Workflow } };

/** Parts for the plugin's table of contents. */
export interface WorkflowParts {
  readonly model: PluginShape<PluginType>['model'];
  readonly hooks: NonNullable<PluginShape<PluginType>['hooks']>;
}

export interface SubjectOptions<E extends AnyEntity> {
  /** The column that holds the state: from then on only the workflow changes it. The entity must not be sealed. */
  readonly state: Col<E>;
  /** The column with the member of staff who answers for a record. Without it, it is the customer's owner. */
  readonly responsible?: Col<E>;
  /** The column with the record's customer. */
  readonly customer?: Col<E>;
  /** The workflows that the plugin ships for it. */
  readonly flows: readonly Definition[];
}

/**
 * Makes an entity's records go through workflows: they have `tasks`, `workflow` and `availableTransitions`; their state
 * changes by `fire` alone; they are gone from the workflow when they are deleted. The plugin lists `workflow:fire` in its `uses`.
 * @example
 * export const caseFlow = workflowOn(p, Complaint, { state: 'state', responsible: 'handlerId', flows: [complaintFlow] });
 * // definePlugin(p, { model: [complaintFields, ...caseFlow.model], hooks: [...caseFlow.hooks], uses: ['workflow:fire'], … })
 */
export function workflowOn<P extends WithWorkflow, E extends AnyEntity>(
  kit: Kit<P>,
  entity: Entity<E>,
  { state, responsible, customer, flows }: SubjectOptions<E>,
): WorkflowParts {
  const fields = kit.fields(entity, (f) => ({
    tasks: f.many(Task, { on: ['id', 'subjectId'], orderBy: 'dueAt', label: label('Tasks', '任务') }),
    /** As `Available` says it: `[{ event, label, toState, toLabel, isAvailable, needsReason, needsData, reasons }]`. */
    availableTransitions: f.computed('JSON', {
      label: label('What can be done now', '当前可执行的流转'),
      needs: ['id'],
      permission: 'workflow:fire' as AnyPermission<P>,
      resolve: (rows, { api }) => available(entity, api, rows),
    }),
    workflow: f.one(WorkflowInstance, { on: ['id', 'subjectId'], label: label('Workflow', '工作流') }),
  }));
  const guard = kit.guard(entity, (tx, changes) => keepState(tx as unknown as Tx<WithWorkflow>, entity, state, changes));
  return {
    model: [
      fields,
      contribute(workflowSubjects, entity.name, {
        idPrefix: entity.options?.idPrefix ?? '',
        state,
        responsible: responsible ?? null,
        customer: customer ?? null,
        flows,
      }),
    ],
    hooks: [guard],
  };
}

/** Of all records of a selection at once. */
async function available<E extends AnyEntity>(
  { name }: Entity<E>,
  api: ComputeScope['api'],
  rows: readonly { readonly id: string }[],
): Promise<readonly (readonly Available[])[]> {
  const ids = rows.map((row) => row.id);
  const found = await (await api<WorkflowApi>('workflow')).availableTransitions(name, ids);
  return ids.map((id) => found.get(id) ?? []);
}

/** What is in the column is what the workflow says: whoever writes it otherwise is refused. */
async function keepState<E extends AnyEntity>(
  tx: Tx<WithWorkflow>,
  entity: Entity<E>,
  column: Col<E>,
  changes: readonly Change<E>[],
): Promise<void> {
  const gone = changes.filter((c) => c.after === null && c.before !== null).map((c) => c.id);
  if (gone.length > 0) await tx.system.run(forgetWorkflows, { type: entity.name, ids: gone });
  const moved = changes.filter((c) => c.before !== null && c.after !== null && c.before[column] !== c.after[column]);
  if (moved.length === 0) return;
  const states = await tx.plugins.workflow.statesOf(
    entity.name,
    moved.map((c) => c.id as IdOf<E>),
  );
  const bypassed = moved.find((c) => states.get(c.id) !== c.after?.[column]);
  if (bypassed) throw stateIsTheWorkflows({ what: tx.describe(entity.name)?.label ?? entity.name }, column);
}
