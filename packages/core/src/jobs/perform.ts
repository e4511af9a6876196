/** One job from beginning to end: done, tried again later, or put aside. */
import type { Log } from '../read/scope.ts';
import type { Breaker } from './breaker.ts';
import { sqlNow } from './due.ts';
import { isFinal, jobError, pauseAfter, postponed, putAside } from './failure.ts';
import type { Job } from './job.ts';
import type { JobContext, JobKind } from './kind.ts';
import { isLeaseLost } from './lease.ts';

export type Performed = 'done' | 'failed' | 'dead' | 'lost';

export async function perform(job: Job, kind: JobKind, context: JobContext, breaker: Breaker, log: Log): Promise<Performed> {
  const isHook = job.kind === 'AFTER';
  // One of its hooks on one event.
  const hook = `${job.name} ${(job.input as { readonly hook?: number }).hook ?? 0}`;
  try {
    await kind.run(job, context);
    if (isHook) breaker.succeeded(job.plugin, hook);
    return 'done';
  } catch (error) {
    if (isLeaseLost(error) || context.signal.aborted) return 'lost';
    const final = isFinal(error);
    if (isHook && !final) breaker.failed(job.plugin, hook);
    return failed(job, kind, context, error, final || job.attempts + 1 >= context.options.attempts, log);
  }
}

async function failed(job: Job, kind: JobKind, context: JobContext, error: unknown, isLast: boolean, log: Log): Promise<Performed> {
  const { kernel, options } = context;
  const found = jobError(error);
  const now = sqlNow(kernel.clock);
  const about = {
    job: job.id,
    kind: job.kind,
    plugin: job.plugin,
    name: job.name,
    attempts: job.attempts + 1,
    code: found.code,
    reason: found.message,
  };
  if (isLast) log.error('a job is put aside: it was refused, or failed too often', about);
  else log.warn('a job failed; it is tried again', about);
  if (isLast && kind.putAside) await kind.putAside(job, found, context);
  else {
    const database = await kernel.database();
    await database.query(isLast ? putAside(job, found, now) : postponed(job, found, pauseAfter(job.attempts, options), now), {
      priority: 'worker',
    });
  }
  return isLast ? 'dead' : 'failed';
}
