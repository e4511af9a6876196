/**
 * Leases: whose a job is, and until when, by the clock of the database that all instances share. What ends a job, or commits what it did,
 * holds only under its lease: a worker that was thought dead and comes back changes nothing.
 */
import { pgError } from '../database/pg-error.ts';
import type { Database, Statement } from '../database/port.ts';
import type { Job } from './job.ts';

const lost = 'the lease of the job is lost';

/** Put under a change of the job's row: where it changed none, the whole transaction fails. */
export const guarded = ({ text, params = [] }: Statement): Statement => ({
  text: `with held as (${text} returning 1) select (case when exists (select from held) then '1' else '${lost}' end)::int`,
  params,
});

export const isLeaseLost = (error: unknown): boolean => {
  const found = pgError(error);
  return found?.code === '22P02' && found.message.includes(lost);
};

const own = 'tenant_id = $1 and id = $2 and leased_by = $3';
const mark = (job: Job): [string, string, string] => [job.tenant, job.id, job.lease];

export const removal = (job: Job): Statement => ({ text: `delete from crm.job where ${own}`, params: mark(job) });

/** Changes columns of the job, which stays leased unless they say otherwise. `params` begin at `$4`. */
export const change = (job: Job, assignments: string, params: NonNullable<Statement['params']> = []): Statement => ({
  text: `update crm.job set ${assignments} where ${own}`,
  params: [...mark(job), ...params],
});

export const freed = 'leased_by = null, leased_until = null';

/** @returns those that are still held */
export async function renew(database: Database, jobs: readonly Job[], leaseMs: number): Promise<ReadonlySet<string>> {
  const { rows } = await database.query(
    {
      text: `update crm.job j set leased_until = now() + $2 * interval '1 millisecond'
        from json_to_recordset($1::json) as l(tenant uuid, id uuid, lease text)
        where j.tenant_id = l.tenant and j.id = l.id and j.leased_by = l.lease returning j.leased_by || ' ' || j.id as held`,
      params: [JSON.stringify(jobs.map(({ tenant, id, lease }) => ({ tenant, id, lease }))), leaseMs],
      prepare: true,
    },
    { priority: 'worker' },
  );
  return new Set(rows.map((row) => String(row['held'])));
}

export const heldAs = (job: Job): string => `${job.lease} ${job.id}`;
