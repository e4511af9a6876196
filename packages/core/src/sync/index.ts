/** The sync room: a device asks what its copy lacks, and sends what was done to the copy while there was no network (SYNC-01). */
export { applyChanges, type PushRequest } from './apply.ts';
export type { ChangeAnswer, SentChange } from './change.ts';
export type { Conflict, FieldConflict, SyncPolicy } from './conflict.ts';
export { type Pulled, type PullRequest, pull, type Tombstone } from './pull.ts';
