/**
 * Takes what is due, in one statement: in the order of time, at most so many at once of one tenant and one plugin, the jobs of a lane one
 * after another, and none that another worker has.
 */
import type { Database, Parameter } from '../database/port.ts';
import { type Holding, isHeld } from './holding.ts';
import { type Job, jobColumns, jobOf } from './job.ts';

export interface Claim {
  /** The mark of what is taken. */
  readonly lease: string;
  readonly leaseMs: number;
  readonly limit: number;
  /** How many run already. */
  readonly tenants: ReadonlyMap<string, number>;
  readonly plugins: ReadonlyMap<string, number>;
  readonly perTenant: number;
  readonly perPlugin: number;
  /** Plugins whose hooks rest, and those of which one may be tried. */
  readonly resting: readonly string[];
  /** `kind plugin name`, or `kind * name`, of what this installation can do: what a newer one left is left to it. */
  readonly known: readonly string[];
  readonly installed: readonly string[];
  readonly holding: Holding;
}

/** Rows looked at; of these the quotas leave some. Whoever has filled its quota is not looked at again. */
const LOOK = 200;

const isFree = '(j.leased_until is null or j.leased_until <= now())';
// A lane's earlier job holds the later ones back while it waits, whatever it waits for; one put aside does not.
const isFirst = `(j.lane is null or not exists (select from crm.job e where e.tenant_id = j.tenant_id and e.lane = j.lane and e.state = 'WAITING'
  and e.id <> j.id and (e.seq < j.seq or e.leased_until > now())))`;

const isKnown = `((j.kind || ' ' || j.plugin || ' ' || j.name) = any($7::text[])
      or (j.kind || ' * ' || j.name) = any($7::text[]) and j.plugin = any($12::text[]))`;

const claimText = (now: string): string => `with candidates as materialized (
    select j.tenant_id, j.id, j.plugin, j.run_at, j.seq from crm.job j
    where j.state = 'WAITING' and j.run_at <= ${now} and ${isFree} and j.tenant_id <> all($4::uuid[]) and j.plugin <> all($5::text[])
      and not (j.kind = 'AFTER' and j.plugin = any($6::text[])) and ${isKnown} and ${isFirst} and not ${isHeld}
    order by j.run_at, j.seq limit ${LOOK}
  ), counted as (
    select c.tenant_id, c.id, c.run_at, c.seq,
      row_number() over (partition by c.tenant_id order by c.run_at, c.seq) + coalesce(($8::jsonb ->> c.tenant_id::text)::int, 0) as of_tenant,
      row_number() over (partition by c.plugin order by c.run_at, c.seq) + coalesce(($9::jsonb ->> c.plugin)::int, 0) as of_plugin
    from candidates c
  ), chosen as materialized (
    select tenant_id, id from counted where of_tenant <= $10 and of_plugin <= $11 order by run_at, seq limit $3
  ), locked as materialized (
    select j.tenant_id, j.id from crm.job j join chosen using (tenant_id, id)
    where j.state = 'WAITING' and j.run_at <= ${now} and ${isFree} for update of j skip locked
  ), taken as (
    update crm.job j set leased_by = $1, leased_until = now() + $2 * interval '1 millisecond'
    from locked l where j.tenant_id = l.tenant_id and j.id = l.id returning ${jobColumns}, j.seq
  ) select * from taken order by run_at, seq`;

export async function claim(database: Database, now: string, c: Claim): Promise<readonly Job[]> {
  const full = (counts: ReadonlyMap<string, number>, most: number): string[] => [...counts].filter(([, n]) => n >= most).map(([id]) => id);
  const json = (counts: ReadonlyMap<string, number>): string => JSON.stringify(Object.fromEntries(counts));
  const params: Parameter[] = [
    c.lease,
    c.leaseMs,
    c.limit,
    full(c.tenants, c.perTenant),
    full(c.plugins, c.perPlugin),
    c.resting,
    c.known,
    json(c.tenants),
    json(c.plugins),
    c.perTenant,
    c.perPlugin,
    c.installed,
    JSON.stringify(c.holding.plugins),
    JSON.stringify(c.holding.commands),
  ];
  const { rows } = await database.query({ text: claimText(now), params, prepare: now === 'now()' }, { priority: 'worker' });
  return rows.map(jobOf);
}

/** Milliseconds until the next job that is not due yet; null where there is none. */
export async function untilNext(database: Database, now: string): Promise<number | null> {
  const { rows } = await database.query(
    {
      text: `select extract(epoch from run_at - ${now})::float8 * 1000 as ms from crm.job where state = 'WAITING' and run_at > ${now}
        order by run_at limit 1`,
      prepare: now === 'now()',
    },
    { priority: 'worker' },
  );
  return rows.length === 0 ? null : Number(rows[0]?.['ms']);
}
