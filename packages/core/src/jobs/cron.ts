/** Runs of cron jobs: the plugin's code and the move of the row to its next time are one transaction, so that no run is lost or made twice. */
import type { Statement } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import type { JobDefinition } from '../write/declarations.ts';
import type { Kernel } from '../write/kernel.ts';
import { pluginActor } from './actor.ts';
import { dueRun } from './cron-times.ts';
import { businessNow, sqlNow } from './due.ts';
import { type JobError, putAside } from './failure.ts';
import type { Job } from './job.ts';
import type { JobContext, JobKind } from './kind.ts';
import { change, freed, guarded, removal } from './lease.ts';
import { outputOf, runStep } from './step.ts';

/** Key of the one row that a tenant has of a job; what was put aside has none. */
export const cronKey = (name: string): string => `engine:cron:${name}`;

/** With what it was planned, and the run that is being tried again. */
export interface CronInput {
  readonly cron: string;
  readonly zone: string;
  /** Version of the plugin that planned it. */
  readonly version: string;
  readonly at?: string;
}

export const cron: JobKind = {
  kind: 'CRON',
  known: ({ registry }) => [...registry.jobs.values()].map((j) => `${j.plugin} ${j.name}`),
  async run(job, { kernel }) {
    const definition = definitionOf(kernel, job);
    const { at, next } = await planned(job, definition, kernel);
    const ending = guarded(next === null ? removal(job) : moved(job, next));
    if (at === null) return void (await (await kernel.database()).query(ending, { priority: 'worker' }));
    const run: JobDefinition['run'] = definition.run;
    try {
      outputOf(
        await runStep(
          kernel,
          { plugin: job.plugin, name: job.name, run: (tx) => run(tx, at) },
          {
            actor: pluginActor(kernel, job.tenant, job.plugin),
            origin: { causation: null, chain: [`job ${job.name} (${job.plugin})`] },
            closing: [ending],
          },
        ),
      );
    } catch (error) {
      // The row is about to be due at the time of the next try: which run that is for is kept beside it.
      await (await kernel.database()).query(meant(job, at), { priority: 'worker' });
      throw error;
    }
  },
  /** The run is put aside as a job of its own; the next ones come at their times. */
  async putAside(job, error, { kernel }: JobContext) {
    const database = await kernel.database();
    if (job.key === null) return void (await database.query(putAside(job, error, sqlNow(kernel.clock)), { priority: 'worker' }));
    const { at, next } = await planned(job, definitionOf(kernel, job), kernel);
    const copy = aside(job, kernel.ids.next(kernel.clock.now()), at ?? job.runAt, error);
    const ending = guarded(next === null ? removal(job) : moved(job, next));
    await database.transaction((tx) => tx.commit([copy, ending]), { priority: 'worker' });
  },
};

function definitionOf(kernel: Kernel, { plugin, name }: Job): JobDefinition {
  const found = kernel.registry.jobs.get(`${plugin}.${name}`);
  if (!found) throw new GuanxiError('JOB_UNKNOWN', { plugin, name });
  return found;
}

/** What was put aside is tried once more for its own time, and then is gone. */
async function planned(
  job: Job,
  definition: JobDefinition,
  kernel: Kernel,
): Promise<{ readonly at: Date | null; readonly next: Date | null }> {
  const { zone, at } = job.input as CronInput;
  if (job.key === null) return { at: new Date(at ?? job.runAt), next: null };
  const now = await businessNow(kernel.clock, await kernel.database());
  const run = dueRun(definition, zone, new Date(at ?? job.runAt), now);
  return at === undefined ? run : { ...run, at: run.at ?? new Date(at) };
}

const meant = (job: Job, at: Date): Statement => change(job, `input = input || jsonb_build_object('at', $4::text)`, [at.toISOString()]);

const moved = (job: Job, next: Date): Statement =>
  change(job, `run_at = $4, input = input - 'at', attempts = 0, last_error = null, ${freed}`, [next.toISOString()]);

const aside = (job: Job, id: string, at: Date, error: JobError): Statement => ({
  text: `insert into crm.job (tenant_id, id, kind, plugin, name, state, run_at, input, chain, attempts, last_error, created_at, created_by, updated_at, updated_by)
    select tenant_id, $4::uuid, kind, plugin, name, 'DEAD', $5::timestamptz, input || jsonb_build_object('at', $6::text), chain, attempts + 1, $7::jsonb,
      created_at, created_by, updated_at, updated_by
    from crm.job where tenant_id = $1 and id = $2 and leased_by = $3`,
  params: [job.tenant, job.id, job.lease, id, at.toISOString(), at.toISOString(), JSON.stringify(error)],
});
