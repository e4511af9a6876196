import { enumText, instant, reference, tenantTable, text } from '@guanxi/core';
import { index, uuid } from 'drizzle-orm/pg-core';
import { InteractionChannel, InteractionDirection, InteractionPhase } from './enums.ts';

/** One contact between firm and customer. Append-only: a later entry corrects an earlier one. */
export const interactions = tenantTable(
  'crm_interaction',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    channel: enumText(InteractionChannel).notNull(),
    direction: enumText(InteractionDirection).notNull(),
    phase: enumText(InteractionPhase),
    /** Where it took place, such as "booth A12" or "hotline". */
    touchpoint: text(),
    at: instant().notNull(),
    subject: text().notNull(),
    body: text(),
    outcome: text(),
    /** What was learnt of the customer. */
    learnedFacts: text().array().notNull().default([]),
    /** Null where a program recorded it. */
    recordedById: reference<'Staff'>('crm_staff'),
    /** The entry that this one puts right. */
    correctsId: reference<'Interaction'>('crm_interaction', { onDelete: 'cascade' }),
    /** The record it is about, of whatever plugin. */
    linkedType: text(),
    linkedId: uuid(),
  },
  (t) => [
    index('crm_interaction_customer_at_idx').on(t.tenantId, t.customerId, t.at, t.id),
    index('crm_interaction_at_idx').on(t.tenantId, t.at, t.id),
  ],
);

/** Who took part. */
export const interactionContacts = tenantTable('crm_interaction_contact', {
  interactionId: reference<'Interaction'>('crm_interaction', { onDelete: 'cascade' }).notNull(),
  contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }).notNull(),
});
