/** The jobs room: one worker over one table, for everything that is done later. */
export type { JobError } from './failure.ts';
export type { Job } from './job.ts';
export type { JobContext, JobKind } from './kind.ts';
export { change, freed, guarded, isLeaseLost, removal } from './lease.ts';
export { cronProblem, isZone } from './cron-times.ts';
export { defaultWorkerOptions, type WorkerOptions } from './options.ts';
export { createWorker, type Worker, type WorkReport } from './worker.ts';
