/** Benefits of one customer as they are now: read in one go, judged purely. */
import { type Id, type Scope, select, sql } from '@guanxi/core';
import { factFields } from '@guanxi/core/crm';
import { unitsOf } from '../earning/units.ts';
import { accountFields } from '../members/fields.ts';
import type { Loyalty } from '../plugin.ts';
import { monthsAfter } from '../tiers/period.ts';
import { benefitFields, benefitUseFields } from './fields.ts';
import { type Benefit, type Judged, judge } from './rules.ts';

type Reading = Pick<Scope<Loyalty>, 'system' | 'now' | 'zone' | 'settings'>;

/**
 * Of who is no member nothing. `orderRef`: what is wanted is for this order. `chosen`: only these are wanted, and make room for each other.
 */
export async function benefitsFor(
  scope: Reading,
  customer: Id<'Customer'>,
  orderRef: string | null,
  chosen?: readonly Id<'LoyaltyBenefit'>[],
): Promise<readonly Judged[]> {
  const { now, zone, settings } = scope;
  const [account] = await scope.system.read(select(accountFields, { tier: true }), {
    where: (a) => sql`${a.customerId} = ${customer} and ${a.status} = 'ACTIVE'`,
    limit: 1,
  });
  if (!account) return [];
  const benefits = (await inForce(scope)).filter(({ id }) => chosen === undefined || chosen.includes(id));
  const months = Math.max(0, ...benefits.map((benefit) => benefit.record?.months ?? 0));
  const used = await scope.system.read(select(benefitUseFields, { benefitId: true, at: true, orderRef: true, percent: true }), {
    where: (use) => sql`${use.customerId} = ${customer}`,
  });
  const since = new Date(monthsAfter(now.getTime(), -months, zone));
  const facts =
    months === 0
      ? []
      : await scope.system.read(select(factFields, { at: true, value: true, orderRef: true }), {
          where: (f) => sql`${f.customerId} = ${customer} and ${f.at} >= ${since}`,
        });
  return judge(
    benefits,
    {
      now: now.getTime(),
      zone,
      tier: account.tier,
      orderRef,
      bought: facts.flatMap(({ id, at, value, orderRef: order }) =>
        value ? [{ at: at.getTime(), value: unitsOf(value.amount), currency: value.currency, order: order ?? id }] : [],
      ),
      used: used.map((use) => ({
        benefit: use.benefitId,
        at: use.at.getTime(),
        orderRef: use.orderRef,
        percent: unitsOf(use.percent ?? '0'),
      })),
    },
    { most: settings.stacking.most, discount: unitsOf(String(settings.stacking.discountPercent)) },
  );
}

const wanted = select(benefitFields, {
  name: true,
  kind: true,
  percent: true,
  uses: true,
  usesPer: true,
  tiers: true,
  minSpend: true,
  currency: true,
  minOrders: true,
  months: true,
});

async function inForce({ system, now }: Reading): Promise<readonly Benefit[]> {
  const rows = await system.read(wanted, {
    where: (b) => sql`${b.validFrom} <= ${now} and (${b.validUntil} is null or ${b.validUntil} > ${now})`,
  });
  return rows.map(({ percent, uses, usesPer, minSpend, currency, minOrders, months, ...benefit }) => ({
    ...benefit,
    percent: unitsOf(percent ?? '0'),
    uses: uses !== null && usesPer !== null ? { most: uses, per: usesPer } : null,
    record: months === null ? null : { minSpend: minSpend === null ? null : unitsOf(minSpend), currency, minOrders, months },
  }));
}
