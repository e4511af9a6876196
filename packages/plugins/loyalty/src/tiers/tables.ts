import { boolean, decimal, enumText, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { LoyaltyTier } from '../members/enums.ts';
import { QualificationPeriod, SchemeState, TierBasis, TierCause } from './enums.ts';

/** How members climb. One that is active is never changed: another takes its place (LOY-02). */
export const schemes = tenantTable(
  'loyalty_scheme',
  {
    name: text().notNull(),
    state: enumText(SchemeState).notNull().default('DRAFT'),
    /** The one that members are enrolled in where nobody says which. */
    isDefault: boolean().notNull().default(false),
    basis: enumText(TierBasis).notNull(),
    /** Of SPEND. */
    currency: text(),
    period: enumText(QualificationPeriod).notNull(),
    /** Of ROLLING. */
    months: integer(),
    graceDays: integer().notNull().default(0),
    softLanding: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex('loyalty_scheme_default_key').on(t.tenantId, t.isDefault).where(sql`is_default`),
    check('loyalty_scheme_currency', sql`(basis = 'SPEND') = (currency is not null)`),
    check('loyalty_scheme_months', sql`(period = 'ROLLING') = (months is not null)`),
  ],
);

export const schemeTiers = tenantTable(
  'loyalty_scheme_tier',
  {
    schemeId: reference<'LoyaltyScheme'>('loyalty_scheme', { onDelete: 'cascade' }).notNull(),
    tier: enumText(LoyaltyTier).notNull(),
    /** 0 is the lowest. */
    rank: integer().notNull(),
    entry: decimal().notNull(),
    keep: decimal().notNull(),
  },
  (t) => [
    uniqueIndex('loyalty_scheme_tier_rank_key').on(t.tenantId, t.schemeId, t.rank),
    uniqueIndex('loyalty_scheme_tier_tier_key').on(t.tenantId, t.schemeId, t.tier),
    check('loyalty_scheme_tier_keep', sql`keep >= 0 and keep <= entry`),
  ],
);

/** A tier that somebody gave a member, always with an end and a reason. */
export const manualTiers = tenantTable(
  'loyalty_manual_tier',
  {
    customerId: reference<'Customer'>('crm_customer').notNull(),
    tier: enumText(LoyaltyTier).notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    reason: text().notNull(),
  },
  () => [check('loyalty_manual_tier_span', sql`ends_at >= starts_at`)],
);

/** Which tier a member had since when: told again from the facts whenever one comes late. */
export const spells = tenantTable(
  'loyalty_tier_spell',
  {
    customerId: reference<'Customer'>('crm_customer', { onMerge: 'keepSurvivor' }).notNull(),
    /** Null: none, after they left the scheme. */
    tier: enumText(LoyaltyTier),
    startsAt: instant().notNull(),
    /** Null: it lasts. */
    endsAt: instant(),
    cause: enumText(TierCause).notNull(),
  },
  (t) => [
    index('loyalty_tier_spell_customer_idx').on(t.tenantId, t.customerId, t.startsAt, t.id),
    index('loyalty_tier_spell_starts_idx').on(t.tenantId, t.startsAt, t.id),
  ],
);
