import { boolean, instant, integer, jsonb, reference, sql, tenantTable, text } from '@guanxi/core';
import { index, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

// A person is a contact, a customer or a member of staff, and may be gone: named by type and id, not referred to.
const person = () => ({ personType: text().notNull(), personId: uuid().notNull() });

/** Nothing of this person is erased or deleted while it lasts, since a court or an authority may ask for it. */
export const legalHolds = tenantTable(
  'crm_legal_hold',
  {
    ...person(),
    reason: text().notNull(),
    /** Null: until it is lifted. */
    until: instant(),
    /** Null where a program placed it. */
    placedById: reference<'Staff'>('crm_staff'),
    liftedAt: instant(),
    liftReason: text(),
    liftedById: reference<'Staff'>('crm_staff'),
  },
  (t) => [index('crm_legal_hold_person_idx').on(t.tenantId, t.personId, t.id).where(sql`lifted_at is null`)],
);

/** The proof that a person was erased. It says what was erased where, and nothing of what it was. */
export const erasures = tenantTable(
  'crm_erasure',
  {
    ...person(),
    reason: text().notNull(),
    erasedById: reference<'Staff'>('crm_staff'),
    /** Values by table. */
    counts: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
    values: integer().notNull(),
    /** SHA-256 over what was erased where; the key of the values' digests in it was thrown away. */
    digest: text().notNull(),
    /** Every column of the tenant was looked through afterwards, and held nothing of it. */
    verified: boolean().notNull(),
    scannedColumns: integer().notNull(),
    /** Where something like it was still found: places that no field marks as personal. */
    remaining: jsonb().$type<readonly { readonly table: string; readonly column: string; readonly rows: number }[]>().notNull(),
  },
  (t) => [uniqueIndex('crm_erasure_person_key').on(t.tenantId, t.personId)],
);

/** A person was given what is known of them. */
export const personExports = tenantTable(
  'crm_person_export',
  { ...person(), reason: text().notNull(), exportedById: reference<'Staff'>('crm_staff') },
  (t) => [index('crm_person_export_person_idx').on(t.tenantId, t.personId, t.id)],
);
