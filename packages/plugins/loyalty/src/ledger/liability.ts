/** What the firm owes its members: points outstanding by the month of their expiry, in money. */
import { decimalOf, label, sql, t } from '@guanxi/core';
import { decimalOfUnits, unitsOf } from '../earning/units.ts';
import { p } from '../plugin.ts';
import { lots } from './tables.ts';

const LiabilityMonth = t.object('LoyaltyLiabilityMonth', {
  /** `YYYY-MM` in the tenant's zone; null: points that never expire. */
  month: t.nullable(t.text(7)),
  points: t.decimal(),
  members: t.int(),
  value: t.money(),
});

/** @example { loyaltyLiability { month points value { amount currency } } } */
export const loyaltyLiability = p.query('loyaltyLiability', {
  label: label('Liability of points', '积分负债'),
  permission: 'loyalty:manage',
  input: {},
  output: t.list(LiabilityMonth, { max: 10_000 }),
  async run(scope) {
    const { now, zone, settings, currency } = scope;
    const rows = await scope.sql(sql<{ month: string | null; points: string; members: number }>`select
      to_char(expires_at at time zone ${zone}, 'YYYY-MM') as month, sum(remaining)::text as points, count(distinct customer_id)::int as members
      from ${lots} where remaining > 0 and (expires_at is null or expires_at > ${now}) group by 1 order by 1 nulls last`);
    return rows.map(({ month, points, members }) => ({
      month,
      points: decimalOf(points),
      members: Number(members),
      value: { amount: decimalOfUnits(BigInt(points) * unitsOf(settings.pointValue)), currency },
    }));
  },
});
