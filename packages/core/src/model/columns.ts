/**
 * Columns of plugin tables: Drizzle builders with what the engine must know besides (which table a reference names, which enum a text
 * holds). The knowledge rides beside the builder until `tenantTable` binds it to the column's name.
 */
import { sql } from 'drizzle-orm';
import { integer, jsonb, numeric, boolean as pgBoolean, date as pgDate, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { type EnumType, enumType, type ValueOf } from './enums.ts';
import type { Id } from './ids.ts';
import { label } from './label.ts';
import type { Decimal, Instant } from './scalars.ts';

/** What a merge of two records of the referenced entity does to a row that refers to the duplicate. */
export type OnMerge = 'move' | 'keepSurvivor' | 'hook';

export interface ReferenceOptions {
  /** What deleting the referenced record does. Default `restrict`. */
  readonly onDelete?: 'cascade' | 'restrict';
  /** Default `move`: the row refers to the survivor from then on. `hook` wants the plugin's own `during(…Merged)` and `during(…Unmerged)`. */
  readonly onMerge?: OnMerge;
  /** One row per referenced record. */
  readonly unique?: boolean;
}
export interface ReferenceMeta {
  readonly table: string;
  readonly onDelete: 'cascade' | 'restrict';
  readonly onMerge: OnMerge;
  readonly unique: boolean;
}
export type Trait = 'owner' | 'attributes' | 'search' | 'classification';
export interface ColumnMeta {
  readonly reference?: ReferenceMeta;
  readonly enum?: EnumType;
  readonly trait?: Trait;
}

const metas = new WeakMap<object, ColumnMeta>();
/** What was said of a column builder when it was made. */
export const metaOf = (builder: object): ColumnMeta => metas.get(builder) ?? {};

function described<B extends object>(builder: B, meta: ColumnMeta): B {
  metas.set(builder, meta);
  return builder;
}

/**
 * A reference to a record of another table, by the table's name: composite foreign key, index and merge rule come with it.
 * @example customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull()
 */
export const reference = <N extends string>(table: string, o: ReferenceOptions = {}) =>
  described(uuid().$type<Id<N>>(), {
    reference: { table, onDelete: o.onDelete ?? 'restrict', onMerge: o.onMerge ?? 'move', unique: o.unique ?? false },
  });

/** timestamptz(3): JavaScript holds milliseconds, and a cursor made of one precision would skip rows of the other. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' }).$type<Instant>();
/** A calendar date, `YYYY-MM-DD`. */
export const dateOnly = () => pgDate({ mode: 'string' });
export const decimal = () => numeric({ precision: 19, scale: 4 }).$type<Decimal>();
export const enumText = <E extends EnumType>(of: E) => described(text().$type<ValueOf<E>>(), { enum: of });
/** Several values of one enum. */
export const enumList = <E extends EnumType>(of: E) => described(text().$type<ValueOf<E>>().array(), { enum: of });

type MoneyColumns<P extends string> = { [K in `${P}Amount`]: ReturnType<typeof decimal> } & {
  [K in `${P}Currency`]: ReturnType<typeof text>;
};
/** Two columns, `<prefix>Amount` and `<prefix>Currency`; spread it into the table and show it with `f.money(prefix)`. */
export const money = <const P extends string>(prefix: P): MoneyColumns<P> =>
  ({ [`${prefix}Amount`]: decimal(), [`${prefix}Currency`]: text() }) as MoneyColumns<P>;

/** For a record that a person answers for: `ownerId` and `teamId`, indexed for row policies made with `owned()`. */
export const owner = () => ({
  ownerId: described(uuid().$type<Id<'Staff'>>(), {
    reference: { table: 'crm_staff', onDelete: 'restrict', onMerge: 'move', unique: false },
    trait: 'owner',
  }),
  teamId: described(uuid().$type<Id<'Team'>>(), {
    reference: { table: 'crm_team', onDelete: 'restrict', onMerge: 'move', unique: false },
    trait: 'owner',
  }),
});

export const RecordClassification = enumType('RecordClassification', {
  PUBLIC: label('Public', '公开'),
  INTERNAL: label('Internal', '内部'),
  CONFIDENTIAL: label('Confidential', '保密'),
});
/** The name of the column that flags a record. */
export const classificationColumn = 'classification';
/**
 * For records that can be confidential as a whole, such as a guest who wants to be unknown: for whoever may not see confidential things,
 * one that is flagged is not there.
 */
export const classification = () => ({
  classification: described(text().$type<ValueOf<typeof RecordClassification>>().notNull().default('INTERNAL'), {
    enum: RecordClassification,
    trait: 'classification' as const,
  }),
});

const slot = <B extends object>(builder: B): B => described(builder, { trait: 'attributes' });
/** Tenant-defined attributes: one jsonb keyed by definition id, and the index slots of design section 3. Filled by the write path. */
export const attributeColumns = () => ({
  attrs: slot(jsonb().$type<Readonly<Record<string, unknown>>>().notNull().default({})),
  attrT1: slot(text()),
  attrT2: slot(text()),
  attrT3: slot(text()),
  attrT4: slot(text()),
  attrN1: slot(numeric()),
  attrN2: slot(numeric()),
  attrN3: slot(numeric()),
  attrN4: slot(numeric()),
  attrD1: slot(instant()),
  attrD2: slot(instant()),
  attrD3: slot(instant()),
});

/** What text search looks in: grams of every field with `search`, filled by the write path. */
export const searchColumn = () => ({
  grams: described(text().array().notNull().default(sql`'{}'::text[]`), { trait: 'search' as const }),
});

export { integer, jsonb, pgBoolean as boolean, text };
