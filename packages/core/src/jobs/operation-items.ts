/** What an operation still has to do, kept as JSON: listed before it begins, so that work which changes what it would list cannot lose its place. */
import type { Database, Statement } from '../database/port.ts';
import type { Job } from './job.ts';

export interface Item {
  readonly number: number;
  readonly item: unknown;
}

/** An item that was refused, as its record has it. */
export interface RefusedItem extends Item {
  readonly id: string;
}

type Of = Pick<Job, 'tenant'> & { readonly operation: string };

export const storeItems = ({ tenant, operation }: Of, items: readonly Item[]): Statement => ({
  text: `insert into crm.operation_item (tenant_id, operation_id, number, item)
    select $1::uuid, $2::uuid, r.number, r.item from json_to_recordset($3::json) as r(number integer, item jsonb)`,
  params: [tenant, operation, JSON.stringify(items)],
});

export const forgetItems = ({ tenant, operation }: Of, items: readonly Item[] | 'all'): Statement =>
  items === 'all'
    ? { text: 'delete from crm.operation_item where tenant_id = $1 and operation_id = $2', params: [tenant, operation] }
    : {
        text: 'delete from crm.operation_item where tenant_id = $1 and operation_id = $2 and number = any($3::int[])',
        params: [tenant, operation, items.map((i) => i.number)],
      };

/** `after`: what came before is done, and need not be passed over again. */
export async function nextItems(database: Database, { tenant, operation }: Of, after: number, limit: number): Promise<readonly Item[]> {
  const { rows } = await database.query(
    {
      text: `select number, item from crm.operation_item where tenant_id = $1 and operation_id = $2 and number > $3 order by number limit $4`,
      params: [tenant, operation, after, limit],
    },
    { priority: 'worker' },
  );
  return rows.map((row) => ({ number: Number(row['number']), item: JSON.parse(String(row['item'])) }));
}

export async function refusedItems(database: Database, { tenant, operation }: Of, limit: number): Promise<readonly RefusedItem[]> {
  const { rows } = await database.query(
    {
      text: 'select id, number, item from crm.operation_refusal where tenant_id = $1 and operation_id = $2 order by number limit $3',
      params: [tenant, operation, limit],
    },
    { priority: 'worker' },
  );
  return rows.map((row) => ({ id: String(row['id']), number: Number(row['number']), item: JSON.parse(String(row['item'])) }));
}
