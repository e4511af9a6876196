import { dateOnly, enumText, instant, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { GestureKind, OccasionKind } from './enums.ts';

/** A day that comes each year and matters to a customer, or to one of its people (LOY-04). */
export const occasions = tenantTable(
  'loyalty_occasion',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }),
    kind: enumText(OccasionKind).notNull(),
    /** The first time. Null once the person was erased. */
    date: dateOnly(),
    /** `MM-DD` of it: the calendar is looked up by it. */
    monthDay: text(),
    note: text(),
  },
  (t) => [
    index('loyalty_occasion_day_idx').on(t.tenantId, t.monthDay, t.id),
    check('loyalty_occasion_day', sql`(date is null) = (month_day is null)`),
  ],
);

/** What was done for somebody. Append-only. */
export const gestures = tenantTable(
  'loyalty_gesture',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }),
    occasionId: reference<'LoyaltyOccasion'>('loyalty_occasion', { onDelete: 'cascade' }),
    kind: enumText(GestureKind).notNull(),
    at: instant().notNull(),
    note: text(),
  },
  (t) => [
    index('loyalty_gesture_customer_idx').on(t.tenantId, t.customerId, t.at, t.id),
    index('loyalty_gesture_at_idx').on(t.tenantId, t.at, t.id),
  ],
);
