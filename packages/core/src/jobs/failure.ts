/** What becomes of a job that failed: another try after a pause, or it is put aside, where people find it. */
import type { Statement } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { refusalsIn } from '../write/problems.ts';
import type { Job } from './job.ts';
import { change, freed } from './lease.ts';
import type { WorkerOptions } from './options.ts';

/** As it is kept with the job. */
export interface JobError {
  readonly code: string;
  readonly message: string;
}

export function jobError(error: unknown): JobError {
  const [refusal = error] = refusalsIn(error) ?? [];
  if (refusal instanceof GuanxiError) return { code: refusal.code, message: refusal.message };
  return { code: 'INTERNAL', message: refusal instanceof Error ? refusal.message : String(refusal) };
}

/** Whether another try would end the same way: what was refused stays refused, and a circle stays one. */
export const isFinal = (error: unknown): boolean =>
  refusalsIn(error) !== null || (error instanceof GuanxiError && (error.code === 'HOOK_LOOP' || error.code === 'JOB_UNKNOWN'));

/** Milliseconds until the next try: each pause is twice the one before, and less by up to half by chance. */
export const pauseAfter = (attempts: number, o: Pick<WorkerOptions, 'pauseMs' | 'maxPauseMs' | 'random'>): number =>
  Math.round(Math.min(o.maxPauseMs, o.pauseMs * 2 ** attempts) * (1 - o.random() / 2));

export const postponed = (job: Job, error: JobError, pauseMs: number, now: string): Statement =>
  change(
    job,
    `attempts = attempts + 1, last_error = $4::jsonb, run_at = ${now} + $5 * interval '1 millisecond', updated_at = ${now}, ${freed}`,
    [JSON.stringify(error), pauseMs],
  );

export const putAside = (job: Job, error: JobError, now: string): Statement =>
  change(job, `state = 'DEAD', attempts = attempts + 1, last_error = $4::jsonb, updated_at = ${now}, ${freed}`, [JSON.stringify(error)]);
