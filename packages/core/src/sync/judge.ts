/** Looks at what a change does to its record, inside its transaction, and stops it where that conflicts with what others have done. */
import type { Entry } from '../write/buffer.ts';
import type { NamedRecord, SentChange } from './change.ts';
import { type Conflict, conflictOf, type SyncPolicy, type Viewer } from './conflict.ts';
import type { Since } from './since.ts';

export class ConflictFound extends Error {
  override readonly name = 'ConflictFound';
  readonly conflict: Conflict;
  constructor(conflict: Conflict) {
    super('both sides changed the record');
    this.conflict = conflict;
  }
}
/** The record is at another version than was looked at: what happened since must be read first. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

export interface ToJudge {
  readonly record: NamedRecord | null;
  readonly change: SentChange;
  /** What happened since the change's base; null: it was not looked. */
  readonly since: Since | null;
  readonly at: Date;
  readonly policy: SyncPolicy;
  readonly viewer: Viewer;
}

export function judge({ record, change, since, at, policy, viewer }: ToJudge): {
  readonly inspect: (changed: readonly Entry[]) => void;
  /** Of the record after the change; null where it was not changed. */
  version(): number | null;
} {
  let version: number | null = null;
  return {
    version: () => version,
    inspect(changed) {
      const entry = record && changed.find((e) => e.entity === record.entity && e.id === record.id);
      if (!record || !entry) return;
      version = entry.row ? Number(entry.row['version']) : null;
      const { baseVersion } = change;
      if (baseVersion === null || entry.base === null || entry.base['version'] === baseVersion) return;
      if (since === null || since.version !== entry.base['version']) throw new Outdated('the record has changed since');
      const conflict = conflictOf({ ...record, baseVersion, since, server: entry.base, client: entry.row, at }, policy, viewer);
      if (conflict) throw new ConflictFound(conflict);
    },
  };
}
