import { decimal, enumList, enumText, instant, integer, jsonb, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { LoyaltyTier } from '../members/enums.ts';
import { CapPeriod, RuleKind, RuleState } from './enums.ts';
import type { Share } from './rules.ts';

/** What purchases earn. A rule that is active is never changed: it ends, and another takes its place (LOY-01). */
export const rules = tenantTable(
  'loyalty_rule',
  {
    name: text().notNull(),
    state: enumText(RuleState).notNull().default('DRAFT'),
    kind: enumText(RuleKind).notNull(),
    /** Points for a unit of the currency, or for a purchase of any amount. */
    rate: decimal(),
    currency: text(),
    points: integer(),
    validFrom: instant().notNull(),
    /** Null: it goes on. */
    validUntil: instant(),
    /** Where it holds; none: everywhere. */
    channels: text().array().notNull().default([]),
    products: text().array().notNull().default([]),
    tiers: enumList(LoyaltyTier).notNull().default([]),
    minAmount: decimal(),
    capPoints: integer(),
    capPer: enumText(CapPeriod),
  },
  (t) => [
    index('loyalty_rule_from_idx').on(t.tenantId, t.validFrom, t.id),
    check('loyalty_rule_gives', sql`(rate is null) <> (points is null) and (rate is null) = (currency is null)`),
    check('loyalty_rule_positive', sql`rate > 0 or points > 0`),
    check('loyalty_rule_validity', sql`valid_until > valid_from`),
    check('loyalty_rule_cap', sql`(cap_points is null) = (cap_per is null) and (cap_points is null or cap_points > 0)`),
  ],
);

/** What a purchase has earned so far, in which tier and by which rules: once for each fact, whatever happens (LOY-01). */
export const earnings = tenantTable(
  'loyalty_earning',
  {
    customerId: reference<'Customer'>('crm_customer').notNull(),
    factId: reference<'Fact'>('crm_fact').notNull(),
    points: integer().notNull(),
    tier: enumText(LoyaltyTier),
    at: instant().notNull(),
    lotId: reference<'LoyaltyLot'>('loyalty_lot').notNull(),
    byRule: jsonb().$type<readonly Share[]>().notNull(),
  },
  (t) => [
    uniqueIndex('loyalty_earning_fact_key').on(t.tenantId, t.factId),
    index('loyalty_earning_customer_at_idx').on(t.tenantId, t.customerId, t.at, t.id),
    check('loyalty_earning_points', sql`points >= 0`),
  ],
);
