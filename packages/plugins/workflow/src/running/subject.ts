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

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Given {
  readonly type: string;
  readonly id: string;
}
/** G2: unknown, hidden, deleted and of another type answer alike. */
export async function visibleSubject(scope: WorkflowScope | WorkflowTx, given: Given): Promise<Subject> {
  const [subject] = await visibleSubjects(scope, [given], () => ['subject']);
  return subject as Subject;
}

/** One statement for each type among them. */
export async function visibleSubjects(
  scope: WorkflowScope | WorkflowTx,
  given: readonly Given[],
  pathOf: (index: number) => readonly string[],
): Promise<readonly Subject[]> {
  const subjects = given.map(({ type, id }, i) => {
    const about = subjectType(scope, type, [...pathOf(i), 'type'].join('.'));
    const parsed = parseGlobalId(id);
    return { ...about, type, id: parsed === null ? id : parsed.prefix === about.idPrefix ? parsed.uuid : '' };
  });
  const seen = new Set<string>();
  for (const type of new Set(subjects.map((s) => s.type))) {
    const ids = subjects.filter((s) => s.type === type && uuidForm.test(s.id)).map((s) => s.id);
    const rows =
      ids.length === 0 ? [] : ((await scope.get(entityRef(type), ids as unknown as readonly Id<string>[])) as readonly SubjectRow[]);
    for (const row of rows) seen.add(`${type} ${row.id}`);
  }
  const missing = subjects.findIndex(({ type, id }) => !seen.has(`${type} ${id}`));
  if (missing < 0) return subjects;
  const type = subjects[missing]?.type ?? '';
  throw new GuanxiError('NOT_FOUND', { what: scope.describe(type)?.label ?? type }, { path: [...pathOf(missing), 'id'] });
}

/** The record itself, locked: whoever changes its workflow begins here, so that two of them come one after the other. */
export const lockSubject = async (tx: WorkflowTx, { type, id }: Pick<Subject, 'type' | 'id'>): Promise<SubjectRow> =>
  (await tx.lock(entityRef(type), id as Id<string>)) as SubjectRow;

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
  const rows = await scope
    .contributor(workflowSubjects, type)
    .read(selectionOf(type, needs), { ids: ids as unknown as readonly Id<string>[] });
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
