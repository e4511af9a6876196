import { decimal, enumText, instant, integer, reference, sql, tenantTable } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { AccountStatus, LoyaltyTier } from './enums.ts';

/** A member. Points, debt and tier are kept here as they follow from the ledger and the facts: written by the ledger and the fold only. */
export const accounts = tenantTable(
  'loyalty_account',
  {
    customerId: reference<'Customer'>('crm_customer', { onMerge: 'hook', unique: true }).notNull(),
    status: enumText(AccountStatus).notNull().default('ACTIVE'),
    /** As its memberships say: purchases before it earn nothing; null: all earn. */
    since: instant(),
    /** What can be spent, lots that expired and are not yet written off among it. Never negative. */
    points: integer().notNull().default(0),
    /** Points that were taken back after they had been spent; what is earned next pays for them. */
    debt: integer().notNull().default(0),
    /** Null: of no tier scheme. */
    tier: enumText(LoyaltyTier),
    tierSince: instant(),
    /** What counts towards tiers in the qualification period, in the scheme's measure, and what the next tier wants besides. */
    qualified: decimal(),
    toNextTier: decimal(),
    /** When the tier has to be looked at again without anything having happened. */
    reviewAt: instant(),
  },
  (t) => [
    index('loyalty_account_tier_idx').on(t.tenantId, t.tier, t.points, t.id),
    index('loyalty_account_points_idx').on(t.tenantId, t.points, t.id),
    index('loyalty_account_review_idx').on(t.tenantId, t.reviewAt, t.id).where(sql`review_at is not null`),
    check('loyalty_account_never_negative', sql`points >= 0 and debt >= 0`),
  ],
);

/** Since when, and until when, a customer takes part. They go with their customer when it is merged, so that nobody loses by it. */
export const memberships = tenantTable('loyalty_membership', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  /** Null: points without tiers. */
  schemeId: reference<'LoyaltyScheme'>('loyalty_scheme'),
  /** Null: from the beginning. */
  startsAt: instant(),
  /** Null: it goes on. */
  endsAt: instant(),
});
