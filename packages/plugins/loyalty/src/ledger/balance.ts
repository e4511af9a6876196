/** What customers have, by their lots. */
import { type Id, type Scope, select, sql } from '@guanxi/core';
import type { LoyaltyTx } from '../common.ts';
import { accountFields } from '../members/fields.ts';
import type { Loyalty } from '../plugin.ts';
import { lots } from './tables.ts';

export interface Balance {
  readonly points: number;
  readonly debt: number;
}

/** Customers without lots are not among them. */
export async function balancesOf(tx: LoyaltyTx, customers: readonly Id<'Customer'>[]): Promise<ReadonlyMap<Id<'Customer'>, Balance>> {
  const rows = await tx.sql(sql<{ customer: Id<'Customer'>; points: number; debt: number }>`select customer_id as customer,
    coalesce(sum(remaining) filter (where book = 'MEMBER'), 0)::int as points, coalesce(-sum(remaining) filter (where book = 'DEBT'), 0)::int as debt
    from ${lots} where customer_id in ${[...customers]} and remaining <> 0 group by customer_id`);
  return new Map(rows.map(({ customer, points, debt }) => [customer, { points: Number(points), debt: Number(debt) }]));
}

/** What a customer can spend, for whoever asks through the api. */
export async function availablePoints(scope: Scope<Loyalty>, customer: Id<'Customer'>): Promise<number> {
  const [account] = await scope.read(select(accountFields, { available: true }), {
    where: (a) => sql`${a.customerId} = ${customer}`,
    limit: 1,
  });
  return account?.available ?? 0;
}
