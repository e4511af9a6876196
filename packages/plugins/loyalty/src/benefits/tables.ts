import { decimal, enumList, enumText, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { LoyaltyTier } from '../members/enums.ts';
import { BenefitKind, BenefitPeriod } from './enums.ts';

/** What members may have, by their tier or by their record of transactions (LOY-03). */
export const benefits = tenantTable(
  'loyalty_benefit',
  {
    name: text().notNull(),
    kind: enumText(BenefitKind).notNull(),
    /** Of DISCOUNT. */
    percent: decimal(),
    /** How often; null: as often as they like. */
    uses: integer(),
    usesPer: enumText(BenefitPeriod),
    /** Who: these tiers; none: every member. */
    tiers: enumList(LoyaltyTier).notNull().default([]),
    /** And who spent so much, or ordered so often, in the months before. */
    minSpend: decimal(),
    currency: text(),
    minOrders: integer(),
    months: integer(),
    validFrom: instant().notNull(),
    validUntil: instant(),
  },
  (t) => [
    index('loyalty_benefit_name_idx').on(t.tenantId, t.name, t.id),
    check(
      'loyalty_benefit_percent',
      sql`(kind = 'DISCOUNT') = (percent is not null) and (percent is null or percent > 0 and percent <= 100)`,
    ),
    check('loyalty_benefit_uses', sql`(uses is null) = (uses_per is null) and (uses is null or uses > 0)`),
    check('loyalty_benefit_spend', sql`(min_spend is null) = (currency is null)`),
    check('loyalty_benefit_months', sql`(months is null) = (min_spend is null and min_orders is null)`),
    check('loyalty_benefit_span', sql`valid_until > valid_from`),
  ],
);

/** One that was had. Append-only. */
export const benefitUses = tenantTable(
  'loyalty_benefit_use',
  {
    customerId: reference<'Customer'>('crm_customer').notNull(),
    benefitId: reference<'LoyaltyBenefit'>('loyalty_benefit').notNull(),
    /** The order it was had on; null: on none. */
    orderRef: text(),
    percent: decimal(),
    at: instant().notNull(),
  },
  (t) => [
    index('loyalty_benefit_use_customer_idx').on(t.tenantId, t.customerId, t.at, t.id),
    index('loyalty_benefit_use_at_idx').on(t.tenantId, t.at, t.id),
    uniqueIndex('loyalty_benefit_use_order_key').on(t.tenantId, t.customerId, t.benefitId, t.orderRef).where(sql`order_ref is not null`),
  ],
);
