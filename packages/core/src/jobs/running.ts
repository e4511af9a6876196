/** The jobs under way in this process: how many of whom, and keeping their leases. */
import type { Database } from '../database/port.ts';
import type { Log } from '../read/scope.ts';
import type { Job } from './job.ts';
import { heldAs, renew } from './lease.ts';

export interface Running {
  readonly size: number;
  begin(job: Job): AbortSignal;
  end(job: Job): void;
  readonly tenants: ReadonlyMap<string, number>;
  readonly plugins: ReadonlyMap<string, number>;
  /** Hooks of a plugin. */
  hooks(plugin: string): number;
  /** Resolves when the next one ends. */
  ended(): Promise<void>;
  /** Resolves when none is left. */
  idle(): Promise<void>;
}

export function createRunning(database: () => Promise<Database>, log: Log, leaseMs: number): Running {
  const jobs = new Map<Job, AbortController>();
  const tenants = new Map<string, number>();
  const plugins = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const watching: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;

  const add = (counts: Map<string, number>, key: string, by: number): void => {
    const count = (counts.get(key) ?? 0) + by;
    if (count === 0) counts.delete(key);
    else counts.set(key, count);
  };

  async function keep(): Promise<void> {
    const all = [...jobs.keys()];
    try {
      const held = await renew(await database(), all, leaseMs);
      for (const job of all) {
        if (held.has(heldAs(job)) || !jobs.has(job)) continue;
        log.warn('another worker has a job of this one: its lease ran out', { job: job.id, plugin: job.plugin, name: job.name });
        jobs.get(job)?.abort(new Error('the lease of the job ran out'));
      }
    } catch (error) {
      log.warn('the leases of running jobs could not be renewed; it is tried again', { reason: String(error) });
    } finally {
      plan();
    }
  }
  function plan(): void {
    timer = jobs.size === 0 ? null : setTimeout(() => void keep(), leaseMs / 3);
    timer?.unref();
  }

  return {
    get size() {
      return jobs.size;
    },
    tenants,
    plugins,
    hooks: (plugin) => [...jobs.keys()].filter((job) => job.kind === 'AFTER' && job.plugin === plugin).length,
    begin(job) {
      const controller = new AbortController();
      jobs.set(job, controller);
      add(tenants, job.tenant, 1);
      add(plugins, job.plugin, 1);
      if (timer === null) plan();
      return controller.signal;
    },
    end(job) {
      jobs.delete(job);
      add(tenants, job.tenant, -1);
      add(plugins, job.plugin, -1);
      for (const resolve of watching.splice(0)) resolve();
      if (jobs.size > 0) return;
      if (timer) clearTimeout(timer);
      timer = null;
      for (const resolve of waiting.splice(0)) resolve();
    },
    ended: () => new Promise((resolve) => watching.push(resolve)),
    idle: () => (jobs.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
