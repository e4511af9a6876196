/** A record's place in its workflow, with the version that it is on. */
import { type Id, select, sql } from '@guanxi/core';
import type { WorkflowInstance } from '../entities.ts';
import { definitionFields, instanceFields, versionFields } from '../fields.ts';
import type { Definition } from '../rules/definition.ts';
import { type Needs, readGuard, readPath } from '../rules/guard.ts';
import { leaving } from '../rules/transition.ts';
import { fieldsOf, type WorkflowScope, type WorkflowTx } from './subject.ts';

export interface Running {
  readonly id: Id<'WorkflowInstance'>;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly state: string;
  readonly visit: number;
  readonly escalationLevel: number;
  readonly versionId: Id<'WorkflowVersion'>;
  readonly definitionId: Id<'WorkflowDefinition'>;
  readonly key: string;
  readonly body: Definition;
}

const wanted = select(instanceFields, {
  subjectType: true,
  subjectId: true,
  state: true,
  visit: true,
  escalationLevel: true,
  versionId: true,
  definitionId: true,
  definition: select(definitionFields, { key: true }),
  workflowVersion: select(versionFields, { body: true }),
});
type Found = Awaited<ReturnType<typeof read>>[number];
const read = (scope: WorkflowScope | WorkflowTx, where: Parameters<typeof scope.system.read<WorkflowInstance, never>>[1]['where']) =>
  scope.system.read(wanted, where ? { where } : {});

/** Of records, in one statement; those without a workflow are left out. */
export async function runningOf(
  scope: WorkflowScope | WorkflowTx,
  type: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Running>> {
  const found = await read(scope, (i) => sql`${i.subjectType} = ${type} and ${i.subjectId} = any(${ids}::uuid[])`);
  return new Map(found.map((row) => [row.subjectId, running(row)]));
}

function running({ id, definition, workflowVersion, ...row }: Found): Running {
  return { ...row, id, key: definition?.key ?? '', body: workflowVersion?.body as Definition };
}

/** What the transitions out of a state want to know of the record, `into` what others want; only those on `event`, where one is given. */
export function needsOf(
  scope: Pick<WorkflowScope, 'describe'>,
  type: string,
  body: Definition,
  state: string,
  { event, into: needs = {} }: { readonly event?: string; readonly into?: Needs } = {},
): Needs {
  const fieldOf = fieldsOf(scope);
  for (const { transition } of leaving(body, state)) {
    if (event !== undefined && transition.on !== event) continue;
    if (transition.guard !== undefined) readGuard(transition.guard, type, fieldOf, needs);
    for (const path of transition.requires ?? []) readPath(path, type, fieldOf, needs);
  }
  return needs;
}
