/**
 * One row for each tenant and cron job, made where it is missing, planned anew where pattern or zone changed, taken away with its job. All
 * instances do this, and the key of the row lets one win. An older version of a plugin leaves alone what a newer one planned.
 */
import semver from 'semver';
import type { Database } from '../database/port.ts';
import type { Kernel } from '../write/kernel.ts';
import { type CronInput, cronKey } from './cron.ts';
import { nextTime } from './cron-times.ts';
import { businessNow } from './due.ts';

interface Unplanned {
  readonly tenant: string;
  readonly zone: string;
  readonly plugin: string;
  readonly name: string;
  readonly cron: string;
  readonly planned: string | null;
}

const lacking = `select t.id as tenant, coalesce(d.zone, t.zone) as zone, d.plugin, d.name, d.cron, j.input ->> 'version' as planned
  from crm.tenant t cross join json_to_recordset($1::json) as d(plugin text, name text, cron text, zone text, key text)
  left join crm.job j on j.tenant_id = t.id and j.plugin = d.plugin and j.key = d.key
  where j.id is null or j.input ->> 'cron' is distinct from d.cron or j.input ->> 'zone' is distinct from coalesce(d.zone, t.zone)`;

const surplus = `select distinct plugin, name, input ->> 'version' as planned from crm.job where kind = 'CRON' and key like 'engine:cron:%'
  and plugin = any($1::text[]) and not (plugin || '.' || name = any($2::text[]))`;

export async function planCron(kernel: Kernel): Promise<void> {
  const { registry } = kernel;
  const database = await kernel.database();
  const jobs = [...registry.jobs.values()].map(({ plugin, name, cron, zone }) => ({
    plugin,
    name,
    cron,
    zone: zone === 'tenant' ? null : zone,
    key: cronKey(name),
  }));
  await takeAway(kernel, database);
  if (jobs.length === 0) return;
  const { rows } = await database.query({ text: lacking, params: [JSON.stringify(jobs)] }, { priority: 'worker' });
  const wanted = (rows as unknown as readonly Unplanned[]).filter((row) => mayPlan(kernel, row.plugin, row.planned));
  if (wanted.length > 0) await plan(kernel, database, wanted);
}

const versionOf = ({ registry }: Kernel, plugin: string): string => registry.plugins.get(plugin)?.version ?? '0.0.0';
const mayPlan = (kernel: Kernel, plugin: string, planned: string | null): boolean =>
  planned === null || !semver.valid(planned) || semver.gte(versionOf(kernel, plugin), planned);

async function plan(kernel: Kernel, database: Database, wanted: readonly Unplanned[]): Promise<void> {
  const now = await businessNow(kernel.clock, database);
  const rows = wanted.flatMap(({ tenant, zone, plugin, name, cron }) => {
    const next = nextTime(cron, zone, now);
    const input: CronInput = { cron, zone, version: versionOf(kernel, plugin) };
    const chain: readonly string[] = [];
    return next === null
      ? []
      : [{ tenant, id: kernel.ids.next(now), plugin, name, key: cronKey(name), run_at: next.toISOString(), input, chain }];
  });
  await database.query(
    {
      text: `insert into crm.job as j (tenant_id, id, kind, plugin, name, key, run_at, input, chain, created_at, created_by, updated_at, updated_by)
        select r.tenant, r.id, 'CRON', r.plugin, r.name, r.key, r.run_at, r.input, r.chain, $2, 'svc_' || r.plugin, $2, 'svc_' || r.plugin
        from json_to_recordset($1::json) as r(tenant uuid, id uuid, plugin text, name text, key text, run_at timestamptz, input jsonb, chain jsonb)
        where exists (select from crm.tenant t where t.id = r.tenant)
        on conflict (tenant_id, plugin, key) where key is not null do update
          set run_at = excluded.run_at, input = excluded.input, attempts = 0, last_error = null, updated_at = excluded.updated_at
          where (j.input ->> 'cron' is distinct from excluded.input ->> 'cron' or j.input ->> 'zone' is distinct from excluded.input ->> 'zone')
            and (j.leased_until is null or j.leased_until <= now())`,
      params: [JSON.stringify(rows), now.toISOString()],
    },
    { priority: 'worker' },
  );
}

async function takeAway(kernel: Kernel, database: Database): Promise<void> {
  const params = [[...kernel.registry.plugins.keys()], [...kernel.registry.jobs.keys()]];
  const { rows } = await database.query({ text: surplus, params }, { priority: 'worker' });
  const gone = rows.filter((row) => mayPlan(kernel, String(row['plugin']), row['planned'] as string | null));
  if (gone.length === 0) return;
  await database.query(
    {
      text: `delete from crm.job j using json_to_recordset($1::json) as g(plugin text, name text)
        where j.kind = 'CRON' and j.key like 'engine:cron:%' and j.plugin = g.plugin and j.name = g.name`,
      params: [JSON.stringify(gone)],
    },
    { priority: 'worker' },
  );
}
