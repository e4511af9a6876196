import {
  attributeColumns,
  classification,
  enumList,
  enumText,
  instant,
  owner,
  reference,
  searchColumn,
  sql,
  tenantTable,
  text,
} from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { CustomerKind, CustomerRole, CustomerStatus, Sector } from './enums.ts';

/** The customer master: an organisation or a person that the firm deals with, in whatever role. */
export const customers = tenantTable(
  'crm_customer',
  {
    /** Unique in the tenant; made from the id when none is given. */
    code: text().notNull(),
    name: text().notNull(),
    kind: enumText(CustomerKind).notNull(),
    status: enumText(CustomerStatus).notNull(),
    roles: enumList(CustomerRole).notNull(),
    sector: enumText(Sector),
    industry: text(),
    region: text(),
    /** Where the customer came from. */
    source: text(),
    /** The department of the organisation that answers for it. */
    department: text(),
    /** As written, such as the unified social credit code. */
    registrationNumber: text(),
    language: text(),
    zone: text(),
    currency: text(),
    ...owner(),
    /** The survivor of the merge; this row is then its alias. */
    mergedIntoId: reference<'Customer'>('crm_customer'),
    /** Duplicates are looked for by these two: the beginning of the normalised name, and the normalised number. */
    nameBlock: text().notNull(),
    registrationKey: text(),
    /** Since when nothing is known of the person any more. */
    erasedAt: instant(),
    ...classification(),
    ...attributeColumns(),
    ...searchColumn(),
  },
  (t) => [
    uniqueIndex('crm_customer_code_key').on(t.tenantId, t.code),
    // In the order of the list, with what lists are filtered and numbers are grouped by: both are then read from the index alone, a third
    // of the table's size. The texts are short by their inputs' limits: an index entry has no room for long ones.
    index('crm_customer_created_idx').on(
      t.tenantId,
      t.createdAt,
      t.id,
      t.kind,
      t.status,
      t.sector,
      t.industry,
      t.region,
      t.source,
      t.department,
      t.ownerId,
      t.teamId,
      t.attrN1,
      t.attrN2,
      t.attrN3,
      t.attrN4,
      // Whether it may be counted at all.
      t.classification,
    ),
    index('crm_customer_confidential_idx').on(t.tenantId, t.id).where(sql`classification = 'CONFIDENTIAL'`),
    index('crm_customer_team_created_idx').on(t.tenantId, t.teamId, t.createdAt, t.id),
    index('crm_customer_owner_created_idx').on(t.tenantId, t.ownerId, t.createdAt, t.id),
    index('crm_customer_name_idx').on(t.tenantId, t.name, t.id),
    index('crm_customer_name_block_idx').on(t.tenantId, t.nameBlock),
    index('crm_customer_created_by_idx').on(t.tenantId, t.createdBy),
    index('crm_customer_registration_idx').on(t.tenantId, t.registrationKey).where(sql`registration_key is not null`),
    check('crm_customer_roles_some', sql`cardinality(roles) > 0`),
    check('crm_customer_merged_into', sql`(status = 'MERGED') = (merged_into_id is not null)`),
  ],
);
