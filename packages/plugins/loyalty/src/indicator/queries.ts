/** The indicator of a customer, and what it is made of. */
import { enumType, type Id, label, type Scope, select, sql, t } from '@guanxi/core';
import { Customer, customerFields, factFields } from '@guanxi/core/crm';
import { type Loyalty, p } from '../plugin.ts';
import { monthsAfter } from '../tiers/period.ts';
import { attitudeFields } from './entities.ts';
import { indicatorIncomplete } from './events.ts';
import { indicate, type Known } from './rules.ts';

const IndicatorPart = enumType('LoyaltyIndicatorPart', {
  BEHAVIOUR: label('Behaviour: repurchase', '行为：重复购买'),
  ATTITUDE: label('Attitude', '态度'),
});
const LoyaltyClass = enumType('LoyaltyClass', {
  LOYAL: label('Loyal', '忠诚'),
  LATENT: label('Latent loyalty', '潜在忠诚'),
  SPURIOUS: label('Spurious loyalty', '虚假忠诚'),
  NOT_LOYAL: label('Not loyal', '不忠诚'),
  UNCLASSIFIED: label('Not classified', '未分类'),
});
const LoyaltyIndicator = t.object('LoyaltyIndicator', {
  /** False: `score` is null and the class open, whatever the one part says. */
  isComplete: t.bool(),
  class: t.enum(LoyaltyClass),
  score: t.nullable(t.int()),
  behaviour: t.nullable(t.int()),
  attitude: t.nullable(t.int()),
  missing: t.list(t.enum(IndicatorPart)),
});

/** @example { loyaltyIndicator(customer: "cus_…") { isComplete class score missing } } */
export const loyaltyIndicator = p.query('loyaltyIndicator', {
  label: label('Loyalty indicator', '忠诚度指标'),
  permission: 'loyalty:read',
  input: {
    customer: t.id(Customer),
    /** One that is not complete is refused. */
    onlyComplete: t.optional(t.bool()),
  },
  output: t.nullable(LoyaltyIndicator),
  async run(scope, { customer, onlyComplete = false }) {
    const [seen] = await scope.read(select(customerFields, {}), { where: (c) => sql`${c.id} = ${customer}`, limit: 1 });
    if (!seen) return null;
    const found = indicate(await known(scope, customer), scope.settings.indicator);
    if (onlyComplete && !found.isComplete) throw indicatorIncomplete({ missing: found.missing.join(', ') });
    return { ...found, missing: [...found.missing] };
  },
});

async function known(scope: Scope<Loyalty>, customer: Id<'Customer'>): Promise<Known> {
  const { months, attitudeLastsMonths } = scope.settings.indicator;
  const ago = (some: number): Date => new Date(monthsAfter(scope.now.getTime(), -some, scope.zone));
  const [facts, attitudes] = await Promise.all([
    scope.system.read(select(factFields, { at: true, orderRef: true }), {
      where: (f) => sql`${f.customerId} = ${customer} and ${f.reversalOfId} is null`,
    }),
    scope.system.read(select(attitudeFields, { score: true }), {
      where: (a) => sql`${a.customerId} = ${customer} and ${a.at} >= ${ago(attitudeLastsMonths)}`,
      orderBy: 'at',
      direction: 'DESC',
      limit: 1,
    }),
  ]);
  const lately = facts.filter(({ at }) => at >= ago(months));
  return {
    orders: facts.length === 0 ? null : new Set(lately.map(({ id, orderRef }) => orderRef ?? id)).size,
    attitude: attitudes[0]?.score ?? null,
  };
}
