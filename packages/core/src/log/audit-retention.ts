/** Retention of the audit and of the access log: what is older goes, of all tenants. */
import type { Database } from '../database/port.ts';
import { underUpkeep } from './retention.ts';

const BATCH = 20_000;

/** @returns how many lines went */
export async function retainAudit(database: Database, o: { readonly keepDays: number; readonly now: Date }): Promise<number> {
  const before = new Date(o.now.getTime() - o.keepDays * 24 * 60 * 60_000).toISOString();
  let gone = 0;
  for (const table of ['audit', 'access_log']) {
    const remove = {
      text: `delete from crm.${table} where (tenant_id, id) in (select tenant_id, id from crm.${table} where created_at < $1::timestamptz limit ${BATCH})`,
      params: [before],
    };
    for (let affected = BATCH; affected === BATCH; gone += affected)
      affected = await underUpkeep(database, [remove], async (_tx, deleted) => deleted?.affected ?? 0);
  }
  return gone;
}
