/** Workflows are designed: a version is saved as often as one likes until it is used, and from then on it stays as it is. */
import { label, Refusals, t } from '@guanxi/core';
import { WorkflowDefinition, WorkflowVersion } from '../entities.ts';
import { VersionPublished, VersionSaved } from '../events.ts';
import { p } from '../plugin.ts';
import { foreignKey, malformed, unknownWorkflow, versionEdited } from '../refusals.ts';
import type { Definition } from '../rules/definition.ts';
import { parseBody } from '../rules/schema.ts';
import { refuseProblems, withOwnIds } from '../running/checked.ts';
import { subjectType, type WorkflowTx } from '../running/subject.ts';
import { currentVersion, nextNumber, type Stored, shipped, storedDefinition } from '../running/versions.ts';

/** A tenant's own workflows are called `own.…`; under the name of one that a plugin ships, the tenant's versions of that one are saved. */
const OWN = /^own\.[a-z][A-Za-z0-9_]{0,59}$/;

export const saveWorkflow = p.command('saveWorkflow', {
  label: label('Save a version of a workflow', '保存流程版本'),
  permission: 'workflow:design',
  input: {
    /** For records of this type, such as `Complaint`. */
    type: t.text(80),
    workflow: t.text(200),
    /** States and transitions, as `WorkflowVersion.body` shows them, without id and version. */
    body: t.json(),
    /** A version that is not used yet, to be changed; without it, the next version is made. */
    number: t.optional(t.int({ min: 1 })),
  },
  output: { version: t.ref(WorkflowVersion), number: t.int() },
  async run(tx, { type, workflow: key, body: given, number }) {
    subjectType(tx, type, 'type');
    const stored = await storedFor(tx, type, key);
    const wanted = number ?? (stored ? nextNumber(stored) : 1);
    const known = stored?.versions.find((v) => v.number === wanted);
    if (number !== undefined && !known) throw unknownWorkflow({ key: `${key} ${number}`, type }, 'number');
    if (known && !(await isOpen(tx, known))) throw versionEdited({ key, version: wanted }, 'number');
    const body = await checked(tx, type, key, wanted, given);
    const version = known ? await replace(tx, known, body) : await add(tx, type, stored, body);
    await tx.emit(VersionSaved, { subject: version, workflow: key, number: wanted });
    return { version, number: wanted };
  },
});

/** Locked, so that two who save at once make two versions. */
async function storedFor(tx: WorkflowTx, type: string, key: string): Promise<Stored | null> {
  const isShipped = shipped(tx, type, key) !== null;
  if (!isShipped && !OWN.test(key)) throw foreignKey({ key }, 'workflow');
  const stored = isShipped ? ((await currentVersion(tx, type, key))?.stored ?? null) : await storedDefinition(tx, key);
  if (!stored) return null;
  if (stored.subjectType !== type) throw unknownWorkflow({ key, type: tx.describe(type)?.label ?? type }, 'workflow');
  await tx.lock(WorkflowDefinition, stored.id);
  return storedDefinition(tx, key);
}

/** Not used, and of the tenant's own making; locked, so that nobody begins to use it meanwhile. */
async function isOpen(tx: WorkflowTx, { id }: Stored['versions'][number]): Promise<boolean> {
  const { usedAt, codeVersion } = await tx.lock(WorkflowVersion, id);
  return usedAt === null && codeVersion === null;
}

async function checked(tx: WorkflowTx, type: string, id: string, version: number, given: unknown): Promise<Definition> {
  const parsed = parseBody(given);
  if (!parsed.ok) throw new Refusals(parsed.problems.map(({ path, detail }) => malformed({ detail }, ['body', ...path].join('.'))));
  const definition = withOwnIds({ id, version, ...parsed.body });
  await refuseProblems(tx, type, definition, ['body']);
  return definition;
}

async function replace(tx: WorkflowTx, { id }: Stored['versions'][number], body: Definition) {
  await tx.update(WorkflowVersion, id, { body });
  return id;
}

async function add(tx: WorkflowTx, type: string, stored: Stored | null, body: Definition) {
  const { id: key, version: number } = body;
  const definitionId =
    stored?.id ??
    (await tx.insert(WorkflowDefinition, {
      key,
      subjectType: type,
      labelEn: body.label.en,
      labelZh: body.label.zh,
      shippedBy: null,
      currentNumber: number,
    }));
  return tx.insert(WorkflowVersion, { definitionId, number, body, codeVersion: null });
}

export const publishWorkflow = p.command('publishWorkflow', {
  label: label('Publish a version of a workflow', '发布流程版本'),
  permission: 'workflow:design',
  input: { version: t.id(WorkflowVersion) },
  output: { definition: t.ref(WorkflowDefinition) },
  async run(tx, { version }) {
    const { definitionId, number, body } = await tx.lock(WorkflowVersion, version);
    const { subjectType: type, key } = await tx.lock(WorkflowDefinition, definitionId);
    // What it names may be gone since it was saved.
    await refuseProblems(tx, type, body, ['version']);
    await tx.update(WorkflowDefinition, definitionId, { currentNumber: number, labelEn: body.label.en, labelZh: body.label.zh });
    await tx.emit(VersionPublished, { subject: version, workflow: key, number });
    return { definition: definitionId };
  },
});
