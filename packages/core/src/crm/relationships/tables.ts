import { attributeColumns, dateOnly, enumText, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { RelationshipType } from './enums.ts';

/**
 * A link between two customers, or between the firm and a customer. Two of them may come to be between a customer and itself, or alike, when
 * customers are merged; so no key forbids it here, and who makes one locks both parties instead.
 */
export const relationships = tenantTable(
  'crm_relationship',
  {
    /** Null: the firm itself. */
    fromId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }),
    toId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    type: enumText(RelationshipType).notNull(),
    /** What `from` is in it, such as "exclusive dealer". */
    role: text(),
    validFrom: dateOnly().notNull(),
    /** The last day; null while it lasts. */
    validTo: dateOnly(),
    endReason: text(),
    contractRef: text(),
    valueToCompany: text(),
    valueToCustomer: text(),
    ...attributeColumns(),
  },
  (t) => [
    index('crm_relationship_valid_from_idx').on(t.tenantId, t.validFrom, t.id),
    index('crm_relationship_type_idx').on(t.tenantId, t.type, t.id),
    check('crm_relationship_period', sql`valid_to >= valid_from`),
    check('crm_relationship_end_reason', sql`(valid_to is null) = (end_reason is null)`),
  ],
);
