import type { Id } from '@guanxi/core';
import { enumText, integer, jsonb, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { LoyaltyTier } from '../members/enums.ts';
import { ReplayState } from './enums.ts';

/** A change of rules that is tried out over everything that was ever bought, before it is made. */
export const replays = tenantTable('loyalty_replay', {
  name: text().notNull(),
  state: enumText(ReplayState).notNull().default('PLANNED'),
  /** Drafts that would be in force, and rules that would not. */
  added: jsonb().$type<readonly Id<'LoyaltyRule'>[]>().notNull(),
  left: jsonb().$type<readonly Id<'LoyaltyRule'>[]>().notNull(),
});

/** Who would have earned more or less by it. */
export const replayLines = tenantTable(
  'loyalty_replay_line',
  {
    replayId: reference<'LoyaltyReplay'>('loyalty_replay', { onDelete: 'cascade' }).notNull(),
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade', onMerge: 'keepSurvivor' }).notNull(),
    before: integer().notNull(),
    after: integer().notNull(),
    difference: integer().notNull(),
    tierBefore: enumText(LoyaltyTier),
    tierAfter: enumText(LoyaltyTier),
  },
  (t) => [
    uniqueIndex('loyalty_replay_line_key').on(t.tenantId, t.replayId, t.customerId),
    index('loyalty_replay_line_difference_idx').on(t.tenantId, t.difference, t.id),
    check('loyalty_replay_line_difference', sql`difference = after - before`),
  ],
);
