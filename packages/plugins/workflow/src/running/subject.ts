/** The record that a workflow is about: whose it is, what is known of it, and how its state is written. */
import {
  entityRef,
  GuanxiError,
  globalId,
  type Id,
  parseGlobalId,
  type Row,
  type Scope,
  type Selection,
  type Tx,
  t,
  type z,
} from '@guanxi/core';
import type { Workflow } from '../plugin.ts';
import { type WorkflowSubject, workflowSubjects } from '../points.ts';
import { noWorkflow } from '../refusals.ts';
import { type FieldOf, guardValue, type Needs } from '../rules/guard.ts';

export type WorkflowTx = Tx<Workflow>;
export type WorkflowScope = Scope<Workflow>;
/** What reading of the model needs, in a query or a command. */
export type ModelScope = Pick<WorkflowScope, 'describe' | 'contributions'>;

/** A record by type and id, as `tagRecord` and others take one. */
export const SubjectInput: z.ZodObject<{ type: z.ZodType<string, string>; id: z.ZodType<string, string> }> = t.object(
  'WorkflowSubjectInput',
  {
    /** The type's name, such as `Complaint`. */
    type: t.text(80),
    id: t.text(80),
  },
);

export interface Subject extends WorkflowSubject {
  readonly type: string;
  readonly id: string;
}
export type SubjectRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** @throws WORKFLOW_NONE */
export function subjectType(scope: ModelScope, type: string, path: string): WorkflowSubject {
  const found = scope.contributions(workflowSubjects).find((c) => c.id === type);
  if (!found) throw noWorkflow({ type: scope.describe(type)?.label ?? type }, path);
  return found.value;
}

/** G2: unknown, hidden, deleted and of another type answer alike. */
export async function visibleSubject(
  scope: WorkflowScope | WorkflowTx,
  given: { readonly type: string; readonly id: string },
): Promise<Subject> {
  const about = subjectType(scope, given.type, 'subject.type');
  const parsed = parseGlobalId(given.id);
  const id = parsed === null ? given.id : parsed.prefix === about.idPrefix ? parsed.uuid : '';
  const row = uuidForm.test(id) ? await scope.get(entityRef(given.type), id as Id<string>) : null;
  if (!row) throw new GuanxiError('NOT_FOUND', { what: scope.describe(given.type)?.label ?? given.type }, { path: ['subject', 'id'] });
  return { ...about, type: given.type, id };
}

/** The record itself, locked: whoever changes its workflow begins here, so that two of them come one after the other. */
export const lockSubject = async (tx: WorkflowTx, { type, id }: Pick<Subject, 'type' | 'id'>): Promise<SubjectRow> =>
  (await tx.lock(entityRef(type), id as Id<string>)) as SubjectRow;
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As events name the record. */
export const recordId = (scope: ModelScope, type: string, id: string): string => globalId(subjectType(scope, type, 'subject').idPrefix, id);

export const fieldsOf =
  (scope: Pick<WorkflowScope, 'describe'>): FieldOf =>
  (entity, field) =>
    scope.describe(entity)?.field(field) ?? null;

/**
 * What guards and required fields want to know of records, in one statement, with the rights of the plugin whose records they are: what a
 * transition hangs on does not hang on who looks.
 */
export async function factsOf(
  scope: WorkflowScope | WorkflowTx,
  type: string,
  ids: readonly string[],
  needs: Needs,
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  if (Object.keys(needs).length === 0) return new Map(ids.map((id) => [id, { id }]));
  const rows = await scope.contributor(workflowSubjects, type).read(selectionOf(type, needs), { ids: ids as readonly Id<string>[] });
  const fieldOf = fieldsOf(scope);
  return new Map((rows as readonly SubjectRow[]).map((row) => [row.id, known(row, type, needs, fieldOf)]));
}

const selectionOf = (entity: string, needs: Needs): Selection => ({
  kind: 'selection',
  entity: entityRef(entity),
  fields: Object.fromEntries(
    Object.entries(needs).map(([name, need]) => [name, need === true ? true : selectionOf(need.entity, need.needs)]),
  ),
});

function known(row: SubjectRow, entity: string, needs: Needs, fieldOf: FieldOf): Readonly<Record<string, unknown>> {
  const value = (name: string, need: Needs[string], given: unknown): unknown => {
    if (need === true) return guardValue(given, fieldOf(entity, name)?.type ?? null);
    if (Array.isArray(given)) return given.map((one) => known(one as SubjectRow, need.entity, need.needs, fieldOf));
    return given === null || given === undefined ? null : known(given as SubjectRow, need.entity, need.needs, fieldOf);
  };
  return Object.fromEntries(Object.entries({ id: true as const, ...needs }).map(([name, need]) => [name, value(name, need, row[name])]));
}

/** The state in the record itself, where lists filter by it. */
export async function writeState(tx: WorkflowTx, { type, id, state }: Subject, to: string): Promise<void> {
  await tx.update(entityRef(type), id as Id<string>, { [state]: to } as Partial<Row<never>>);
}
