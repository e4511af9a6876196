import { enumText, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { EntryKind, LedgerBook } from './enums.ts';

/**
 * Points that came together and expire together. What is left of a lot is the sum of its postings. One of DEBT is below nothing: what was
 * taken back and was no longer there. Lots go with their customer when that is merged, and come back when the merge is undone.
 */
export const lots = tenantTable(
  'loyalty_lot',
  {
    customerId: reference<'Customer'>('crm_customer').notNull(),
    book: enumText(LedgerBook).notNull(),
    points: integer().notNull(),
    remaining: integer().notNull(),
    /** What of it was written off. */
    expired: integer().notNull().default(0),
    earnedAt: instant().notNull(),
    /** Null: never. */
    expiresAt: instant(),
  },
  (t) => [
    index('loyalty_lot_customer_open_idx').on(t.tenantId, t.customerId, t.expiresAt, t.id).where(sql`remaining <> 0`),
    index('loyalty_lot_customer_idx').on(t.tenantId, t.customerId, t.id),
    index('loyalty_lot_due_idx').on(t.tenantId, t.expiresAt, t.id).where(sql`remaining > 0`),
    check(
      'loyalty_lot_bounds',
      sql`case book when 'MEMBER' then remaining >= 0 and expired >= 0 and remaining + expired <= points when 'DEBT' then remaining between points and 0 else false end`,
    ),
  ],
);

/** One movement of points of one member, with its reason. Append-only: what was wrong is put right by another. */
export const entries = tenantTable(
  'loyalty_entry',
  {
    customerId: reference<'Customer'>('crm_customer').notNull(),
    kind: enumText(EntryKind).notNull(),
    /** What the member has more, or less. */
    points: integer().notNull(),
    at: instant().notNull(),
    reason: text(),
    /** What whoever asked for it calls it: told twice it is done once. */
    key: text(),
    /** The purchase that earned the points. */
    factId: reference<'Fact'>('crm_fact'),
    /** The entry that this one gives back, or the other side of a transfer. */
    counterId: reference<'LoyaltyEntry'>('loyalty_entry'),
  },
  (t) => [
    index('loyalty_entry_customer_at_idx').on(t.tenantId, t.customerId, t.at, t.id),
    index('loyalty_entry_at_idx').on(t.tenantId, t.at, t.id),
    uniqueIndex('loyalty_entry_key').on(t.tenantId, t.key).where(sql`key is not null`),
  ],
);

/** The lines of an entry; they come to nothing together. */
export const postings = tenantTable(
  'loyalty_posting',
  {
    entryId: reference<'LoyaltyEntry'>('loyalty_entry').notNull(),
    book: enumText(LedgerBook).notNull(),
    /** Of the books of members. */
    lotId: reference<'LoyaltyLot'>('loyalty_lot'),
    points: integer().notNull(),
  },
  () => [check('loyalty_posting_lot', sql`points <> 0 and (lot_id is not null) = (book in ('MEMBER', 'DEBT'))`)],
);
