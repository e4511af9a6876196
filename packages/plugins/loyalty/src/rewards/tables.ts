import { enumList, enumText, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { LoyaltyTier } from '../members/enums.ts';
import { RedemptionState } from './enums.ts';

/** What points can be had for. */
export const rewards = tenantTable(
  'loyalty_reward',
  {
    name: text().notNull(),
    description: text(),
    price: integer().notNull(),
    /** How many are left that nobody has reserved; null: as many as anybody wants. */
    stock: integer(),
    availableFrom: instant().notNull(),
    availableUntil: instant(),
    /** Who may have it; none: every member. */
    tiers: enumList(LoyaltyTier).notNull().default([]),
  },
  (t) => [
    index('loyalty_reward_name_idx').on(t.tenantId, t.name, t.id),
    check('loyalty_reward_price', sql`price > 0`),
    check('loyalty_reward_stock', sql`stock >= 0`),
    check('loyalty_reward_span', sql`available_until > available_from`),
  ],
);

export const redemptions = tenantTable(
  'loyalty_redemption',
  {
    customerId: reference<'Customer'>('crm_customer').notNull(),
    rewardId: reference<'LoyaltyReward'>('loyalty_reward').notNull(),
    state: enumText(RedemptionState).notNull().default('RESERVED'),
    /** What it costs, whatever the reward's price is by now. */
    points: integer().notNull(),
    reservedUntil: instant().notNull(),
    decidedAt: instant(),
    reason: text(),
    /** The entry by which the points were held. */
    entryId: reference<'LoyaltyEntry'>('loyalty_entry').notNull(),
  },
  () => [check('loyalty_redemption_decided', sql`(state = 'RESERVED') = (decided_at is null)`)],
);
