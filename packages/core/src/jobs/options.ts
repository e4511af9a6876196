/** What a worker may be told: how much at once, how long work stays its own, how often it tries. */

export interface WorkerOptions {
  /** Jobs at once in this process, of one tenant, and of one plugin. */
  readonly concurrency: number;
  readonly perTenant: number;
  readonly perPlugin: number;
  /** Milliseconds for which a job is this worker's; renewed while it runs. What a killed worker held runs again after them. */
  readonly leaseMs: number;
  /** Milliseconds after which it looks although nothing woke it: for other instances' jobs. */
  readonly pollMs: number;
  /** How often a job is tried before it is put aside. */
  readonly attempts: number;
  /** The first pause after a failure; each further one is twice as long, up to `maxPauseMs`. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
  /** Milliseconds that a hook after the commit may take. */
  readonly hookMs: number;
  /** Failures of a plugin's hooks in a row after which they rest, and for how long at first. */
  readonly breakerFailures: number;
  readonly breakerMs: number;
  /** From 0 to 1: spreads what failed together. */
  readonly random: () => number;
}

const minute = 60_000;

export const defaultWorkerOptions: WorkerOptions = {
  concurrency: 32,
  perTenant: 8,
  perPlugin: 16,
  leaseMs: 45_000,
  pollMs: 1_000,
  attempts: 12,
  pauseMs: 5_000,
  maxPauseMs: 60 * minute,
  hookMs: 30_000,
  breakerFailures: 5,
  breakerMs: 30_000,
  random: Math.random,
};
