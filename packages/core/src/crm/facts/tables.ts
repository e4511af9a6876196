import { decimal, instant, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';

/** The ledger of what customers bought, fed by every plugin (DATA-15). Append-only: what was wrong is reversed by a negative fact. */
export const facts = tenantTable(
  'crm_fact',
  {
    customerId: reference<'Customer'>('crm_customer').notNull(),
    contactId: reference<'Contact'>('crm_contact'),
    at: instant().notNull(),
    valueAmount: decimal().notNull(),
    valueCurrency: text().notNull(),
    marginAmount: decimal(),
    marginCurrency: text(),
    productRefs: text().array().notNull().default([]),
    /** How it was sold, in the words of the source. */
    channel: text(),
    /** The plugin or system that told of it, and what it calls it there: together they are told once. */
    sourcePlugin: text().notNull(),
    sourceRef: text().notNull(),
    /** What lines of one order have in common. */
    orderRef: text(),
    reversalOfId: reference<'Fact'>('crm_fact'),
  },
  (t) => [
    uniqueIndex('crm_fact_source_key').on(t.tenantId, t.sourcePlugin, t.sourceRef),
    index('crm_fact_customer_at_idx').on(t.tenantId, t.customerId, t.at, t.id),
    // With what reports add up and group by, which are then read from the index alone.
    index('crm_fact_at_idx').on(t.tenantId, t.at, t.id, t.channel, t.sourcePlugin, t.valueAmount, t.valueCurrency),
    index('crm_fact_order_ref_idx').on(t.tenantId, t.orderRef, t.id).where(sql`order_ref is not null`),
    check('crm_fact_sign', sql`case when reversal_of_id is null then value_amount >= 0 else value_amount < 0 end`),
    check('crm_fact_margin_currency', sql`margin_currency = value_currency`),
  ],
);
