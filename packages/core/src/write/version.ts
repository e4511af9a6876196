/** `expectedVersion`: a change made from an old view of a record is refused, with both versions (G9). */
import { GuanxiError } from '../errors.ts';
import type { FoundId } from './decode-values.ts';
import type { Work } from './work.ts';

export interface Subject {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly path: readonly string[];
}

/** The input's subject before the command runs; it is locked, so nobody changes it meanwhile. */
export function subjectOf(work: Work, ids: readonly FoundId[], expected: number | null): Subject | null {
  const found = expected === null ? undefined : ids.find((f) => f.subject);
  if (!found?.id) return null;
  const entity = work.call.kernel.model.entities.get(found.entity);
  const row = entity && work.buffer.find(entity, found.id)?.row;
  return row ? { entity: found.entity, id: found.id, version: row['version'] as number, path: found.path } : null;
}

export function checkVersion(subject: Subject | null, expected: number | null): void {
  if (subject === null || expected === null || subject.version === expected) return;
  throw new GuanxiError('CONFLICT', { expected, actual: subject.version }, { path: subject.path });
}
