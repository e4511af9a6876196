/** What the worker knows of a kind of job. Each kind ends its own jobs; what fails is the worker's affair. */
import type { Kernel } from '../write/kernel.ts';
import type { JobError } from './failure.ts';
import type { Job } from './job.ts';
import type { WorkerOptions } from './options.ts';

export interface JobContext {
  readonly kernel: Kernel;
  readonly options: WorkerOptions;
  /** Aborted when the lease is lost: another worker has the job. */
  readonly signal: AbortSignal;
  /** Whether the worker is about to stop: what can go on elsewhere ends where it is. */
  readonly isStopping: () => boolean;
}

export interface JobKind {
  readonly kind: string;
  /** `plugin name` of each that this installation can do; `* name` where any installed plugin may ask for it. */
  known(kernel: Kernel): readonly string[];
  /** Does the job and removes its row, or moves it; throws what went wrong. */
  run(job: Job, context: JobContext): Promise<void>;
  /** Gives it up, where that is more than to mark the row. */
  putAside?(job: Job, error: JobError, context: JobContext): Promise<void>;
}
