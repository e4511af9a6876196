/**
 * The version that a record begins on. What plugins ship is written down as they ship it, so that records stay on it when the code goes on;
 * a version that records are on is never changed.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Id, select, sql } from '@guanxi/core';
import { WorkflowDefinition, WorkflowVersion } from '../entities.ts';
import { definitionFields, versionFields } from '../fields.ts';
import { versionEdited } from '../refusals.ts';
import type { Definition } from '../rules/definition.ts';
import { refuseProblems } from './checked.ts';
import { subjectType, type WorkflowScope, type WorkflowTx } from './subject.ts';

export interface Version {
  readonly id: Id<'WorkflowVersion'>;
  readonly number: number;
  readonly body: Definition;
  readonly codeVersion: number | null;
  readonly usedAt: Date | null;
}
export interface Stored {
  readonly id: Id<'WorkflowDefinition'>;
  readonly key: string;
  readonly subjectType: string;
  readonly shippedBy: string | null;
  readonly currentNumber: number;
  readonly versions: readonly Version[];
}

const wanted = select(definitionFields, {
  key: true,
  subjectType: true,
  shippedBy: true,
  currentNumber: true,
  versions: select(versionFields, { number: true, body: true, codeVersion: true, usedAt: true }),
});

export async function storedDefinition(scope: WorkflowScope | WorkflowTx, key: string): Promise<Stored | null> {
  const [found] = await scope.system.read(wanted, { where: (d) => sql`${d.key} = ${key}` });
  return found ?? null;
}

/** As JSON has it: keys that are undefined are not there. */
const asData = (body: Definition): unknown => JSON.parse(JSON.stringify(body));

/** What a plugin ships for the type under the key, or null. */
export const shipped = (scope: Pick<WorkflowScope, 'contributions' | 'describe'>, type: string, key: string): Definition | null =>
  subjectType(scope, type, 'subject.type').flows.find((f) => f.id === key) ?? null;

/** The current version of a workflow; null where neither the tenant nor a plugin has one of this name for the type. */
export async function currentVersion(tx: WorkflowTx, type: string, key: string): Promise<{ stored: Stored; version: Version } | null> {
  const code = shipped(tx, type, key);
  const stored = await storedDefinition(tx, key);
  const upToDate = code ? await withCode(tx, type, code, stored) : stored;
  if (!upToDate || upToDate.subjectType !== type) return null;
  const version = upToDate.versions.find((v) => v.number === upToDate.currentNumber);
  return version ? { stored: upToDate, version } : null;
}

async function withCode(tx: WorkflowTx, type: string, code: Definition, stored: Stored | null): Promise<Stored> {
  const known = stored?.versions.find((v) => v.codeVersion === code.version);
  if (stored && known) {
    if (isDeepStrictEqual(asData(code), known.body)) return stored;
    if (known.usedAt !== null) throw versionEdited({ key: code.id, version: code.version });
  }
  await refuseProblems(tx, type, code, [code.id]);
  if (stored && known) {
    await tx.update(WorkflowVersion, known.id, { body: code });
    return { ...stored, versions: stored.versions.map((v) => (v === known ? { ...v, body: code } : v)) };
  }
  return stored ? addCode(tx, code, stored) : first(tx, type, code);
}

async function first(tx: WorkflowTx, type: string, code: Definition): Promise<Stored> {
  const shippedBy = tx.describe(type)?.plugin ?? null;
  const { id: key, label, version: codeVersion } = code;
  const id = await tx.insert(WorkflowDefinition, {
    key,
    subjectType: type,
    labelEn: label.en,
    labelZh: label.zh,
    shippedBy,
    currentNumber: 1,
  });
  const version = await tx.insert(WorkflowVersion, { definitionId: id, number: 1, body: code, codeVersion });
  return {
    id,
    key,
    subjectType: type,
    shippedBy,
    currentNumber: 1,
    versions: [{ id: version, number: 1, body: code, codeVersion, usedAt: null }],
  };
}

/** The code went on. Whoever made a version of their own stays with it. */
async function addCode(tx: WorkflowTx, code: Definition, before: Stored): Promise<Stored> {
  await tx.lock(WorkflowDefinition, before.id);
  const stored = (await storedDefinition(tx, code.id)) ?? before;
  if (stored.versions.some((v) => v.codeVersion === code.version)) return stored;
  const number = nextNumber(stored);
  const id = await tx.insert(WorkflowVersion, { definitionId: stored.id, number, body: code, codeVersion: code.version });
  const isOwn = stored.versions.find((v) => v.number === stored.currentNumber)?.codeVersion === null;
  const currentNumber = isOwn ? stored.currentNumber : number;
  if (!isOwn) await tx.update(WorkflowDefinition, stored.id, { currentNumber, labelEn: code.label.en, labelZh: code.label.zh });
  return { ...stored, currentNumber, versions: [...stored.versions, { id, number, body: code, codeVersion: code.version, usedAt: null }] };
}

export const nextNumber = ({ versions }: Stored): number => Math.max(0, ...versions.map((v) => v.number)) + 1;

/** From now on it stays as it is: locked, so that nobody is changing it at the same time. @returns what it stays as */
export async function use(tx: WorkflowTx, { id, usedAt, body }: Pick<Version, 'id' | 'usedAt' | 'body'>): Promise<Definition> {
  if (usedAt !== null) return body;
  const locked = await tx.lock(WorkflowVersion, id);
  if (locked.usedAt === null) await tx.update(WorkflowVersion, id, { usedAt: tx.now });
  return locked.body;
}
