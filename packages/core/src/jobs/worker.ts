/**
 * The worker: does what is due, of all tenants, as long as it is started; or once, when asked. Any number of processes have one; the table
 * and its leases decide who does what.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { systemClock } from '../model/ids.ts';
import type { Kernel } from '../write/kernel.ts';
import { after } from './after.ts';
import { createBreaker } from './breaker.ts';
import { claim, untilNext } from './claim.ts';
import { cron } from './cron.ts';
import { planCron } from './cron-plan.ts';
import { sqlNow } from './due.ts';
import { holdingOf, kernelFor } from './holding.ts';
import type { Job } from './job.ts';
import type { JobKind } from './kind.ts';
import { change, freed } from './lease.ts';
import { operation } from './operation.ts';
import { defaultWorkerOptions, type WorkerOptions } from './options.ts';
import { type Performed, perform } from './perform.ts';
import { createRunning } from './running.ts';
import { seed } from './seed.ts';
import { timer } from './timer.ts';

/** What became of the jobs that were begun. */
export type WorkReport = Readonly<Record<Performed, number>>;

export interface Worker {
  /** Works in the background until `stop`. */
  start(): void;
  /** Something may be due. */
  wake(): void;
  /** Does everything that is due, and what comes of it, until nothing is. */
  runDue(): Promise<WorkReport>;
  /** Begins nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

/** How often jobs of new tenants and changed patterns are looked for. */
const PLAN_MS = 60_000;

/** `more`: kinds of jobs that rooms above this one have. */
export function createWorker(kernel: Kernel, given: Partial<WorkerOptions> = {}, more: readonly JobKind[] = []): Worker {
  const options = { ...defaultWorkerOptions, ...given };
  const kinds = new Map([after, timer, cron, operation, seed, ...more].map((kind) => [kind.kind, kind]));
  const known = [...kinds.values()].flatMap((kind) => kind.known(kernel).map((name) => `${kind.kind} ${name}`));
  const installed = [...kernel.registry.plugins.keys()];
  const holding = holdingOf(kernel.registry);
  const me = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const running = createRunning(kernel.database, kernel.log, options.leaseMs);
  const isOwnClock = kernel.clock !== systemClock;
  const breaker = createBreaker({
    failures: options.breakerFailures,
    pauseMs: options.breakerMs,
    maxPauseMs: 10 * options.breakerMs,
    now: () => (isOwnClock ? kernel.clock.now().getTime() : performance.now()),
    opened: (plugin, hook, pauseMs) =>
      kernel.log.warn(`hooks of plugin "${plugin}" keep failing: all of them rest`, { plugin, hook, pauseMs }),
  });
  let claims = 0;
  let isStarted = false;
  let isStopping = false;
  let plannedAt = Number.NEGATIVE_INFINITY;
  let sleeping: NodeJS.Timeout | null = null;
  let turning: Promise<void> | null = null;
  let again = false;
  /** What was last said of a database that cannot be asked: said once, not every second. */
  let trouble: string | null = null;

  async function plan(): Promise<void> {
    await planCron(kernel);
    plannedAt = performance.now();
  }

  /** Begins as much as there is room for. `ended` hears of each. */
  async function begin(ended: (how: Performed) => void): Promise<number> {
    const database = await kernel.database();
    for (let begun = 0; ; ) {
      const limit = options.concurrency - running.size;
      if (limit <= 0 || isStopping) return begun;
      claims += 1;
      const jobs = await claim(database, sqlNow(kernel.clock), {
        lease: `${me}/${claims}`,
        leaseMs: options.leaseMs,
        limit,
        tenants: running.tenants,
        // Of a plugin whose pause is over one hook is tried.
        plugins: new Map([...running.plugins, ...breaker.trying().map((plugin) => [plugin, options.perPlugin - 1] as const)]),
        perTenant: options.perTenant,
        perPlugin: options.perPlugin,
        resting: breaker.resting(running.hooks),
        known,
        installed,
        holding,
      });
      for (const job of jobs) void run(job, ended);
      begun += jobs.length;
      if (jobs.length === 0) return begun;
    }
  }

  async function run(job: Job, ended: (how: Performed) => void): Promise<void> {
    const signal = running.begin(job);
    try {
      const kind = kinds.get(job.kind) as JobKind;
      const own = await kernelFor(kernel, job);
      if (own === null) {
        await (await kernel.database()).query(change(job, freed), { priority: 'worker' });
        return ended('lost');
      }
      ended(await perform(job, kind, { kernel: own, options, signal, isStopping: () => isStopping }, breaker, kernel.log));
    } catch (error) {
      // The job keeps its lease and is taken up again when that runs out.
      kernel.log.error('what became of a job could not be written', { job: job.id, reason: String(error) });
      ended('lost');
    } finally {
      running.end(job);
    }
  }

  /** One turn at a time; a wake-up during it makes another. */
  function turn(): void {
    if (!isStarted || isStopping) return;
    if (turning !== null) {
      again = true;
      return;
    }
    if (sleeping) clearTimeout(sleeping);
    sleeping = null;
    turning = (async () => {
      do {
        again = false;
        if (performance.now() - plannedAt > PLAN_MS) await plan();
        await begin(turn);
      } while (again && !isStopping);
      trouble = null;
      const next = await untilNext(await kernel.database(), sqlNow(kernel.clock));
      sleep(Math.min(options.pollMs, next ?? options.pollMs));
    })()
      .catch((error: unknown) => {
        const reason = String(error);
        if (reason !== trouble) kernel.log.warn('due jobs could not be taken; it is tried again', { reason });
        trouble = reason;
        sleep(options.pollMs);
      })
      .finally(() => {
        turning = null;
        if (again) turn();
      });
  }

  function sleep(ms: number): void {
    if (isStopping) return;
    sleeping = setTimeout(turn, Math.max(1, ms));
    sleeping.unref();
  }

  return {
    start() {
      isStarted = true;
      turn();
    },
    wake: turn,
    async runDue() {
      const report: Record<Performed, number> = { done: 0, failed: 0, dead: 0, lost: 0 };
      await plan();
      for (;;) {
        // What ends while jobs are being taken makes room, too.
        const ended = running.ended();
        const begun = await begin((how) => {
          report[how] += 1;
        });
        if (isStopping) await running.idle();
        if (isStopping || (begun === 0 && running.size === 0)) return report;
        if (running.size > 0) await ended;
      }
    },
    async stop() {
      isStopping = true;
      if (sleeping) clearTimeout(sleeping);
      await turning?.catch(() => undefined);
      await running.idle();
    },
  };
}
