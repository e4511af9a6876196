/**
 * `tenantTable`: the one way to declare a table. It adds what every row has (tenant, id, version, who and when), keys that begin with the
 * tenant, a foreign key and an index for every reference, a CHECK for every closed enum and instant, and the row policy.
 */
import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  foreignKey,
  index,
  integer,
  type PgBuildColumns,
  type PgColumnBuilder,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgPolicy,
  pgSchema,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { type ColumnMeta, instant, metaOf } from './columns.ts';

export const crmSchema = pgSchema('crm');

const engineColumns = () => ({
  tenantId: uuid().notNull(),
  id: uuid().notNull(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  /** The opaque id of the actor that made it: staff, contact or service. */
  createdBy: text().notNull(),
  updatedAt: instant().notNull(),
  updatedBy: text().notNull(),
});
/** Columns that the engine fills; they are in no insert. */
export const engineColumnNames = ['tenantId', 'id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'] as const;
export type EngineColumn =
  | (typeof engineColumnNames)[number]
  | 'attrs'
  | 'grams'
  | `attrT${1 | 2 | 3 | 4}`
  | `attrN${1 | 2 | 3 | 4}`
  | `attrD${1 | 2 | 3}`;

const tableMetas = new WeakMap<object, ReadonlyMap<string, ColumnMeta>>();
/** What the columns of a `tenantTable` mean, by property name; null for any other table. */
export const tableMetaOf = (table: object): ReadonlyMap<string, ColumnMeta> | null => tableMetas.get(table) ?? null;

/** Postgres cuts names at 63 bytes: a longer one keeps its beginning and gets a digest. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= 63) return name;
  return `${name.slice(0, 54)}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/**
 * What `tenantTable` returns. Named, because the compiler would write the inferred type into the package's declarations with a type
 * parameter of Drizzle's that means nothing there.
 */
export type TenantTable<N extends string, C extends Record<string, PgColumnBuilder>> = PgTableWithColumns<{
  name: N;
  schema: 'crm';
  columns: PgBuildColumns<N, ReturnType<typeof engineColumns> & C>;
  dialect: 'pg';
  isAlias: false;
}>;

/**
 * A table of a plugin, in schema `crm`, its name prefixed by the plugin's id.
 * @example const stays = tenantTable('hotels_stay', { room: text(), checkIn: instant().notNull() })
 */
export function tenantTable<const N extends string, C extends Record<string, PgColumnBuilder>>(
  name: N,
  columns: C,
  extra: (
    columns: Record<keyof C | 'tenantId' | 'id' | 'createdAt' | 'createdBy', AnyPgColumn>,
  ) => readonly PgTableExtraConfigValue[] = () => [],
): TenantTable<N, C> {
  const meta = new Map(Object.entries(columns).map(([key, builder]) => [key, metaOf(builder)] as const));
  const all = { ...engineColumns(), ...columns };
  for (const [key, builder] of Object.entries(all)) withName(builder, snakeCase(key));
  const table = crmSchema.table(name, all, (t) => {
    const bound = t as unknown as Record<string, AnyPgColumn>;
    const own = extra(bound as Parameters<typeof extra>[0]);
    const led = new Set(own.flatMap(leadingColumn));
    return [
      primaryKey({ name: shortName(`${name}_pk`), columns: [bound['tenantId'], bound['id']] as [AnyPgColumn, AnyPgColumn] }),
      pgPolicy(`${name}_tenant`, { using: sql`tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid)` }),
      ...[...meta].flatMap(([key, m]) => columnExtras(name, bound, key, m, led)),
      ...instantChecks(name, bound),
      ...own,
    ];
  });
  tableMetas.set(table, meta);
  // The same type; while C is open the compiler cannot see it.
  return table as unknown as TenantTable<N, C>;
}

/** Drizzle takes the column's name from the builder; ours is the property's in snake case unless one was given. */
function withName(builder: PgColumnBuilder, name: string): void {
  const config = (builder as unknown as { config: { name: string; keyAsName: boolean } }).config;
  if (!config.name) {
    config.name = name;
    config.keyAsName = false;
  }
}

function columnExtras(
  table: string,
  all: Record<string, AnyPgColumn>,
  key: string,
  meta: ColumnMeta,
  led: ReadonlySet<string>,
): PgTableExtraConfigValue[] {
  const column = all[key] as AnyPgColumn;
  const tenant = all['tenantId'] as AnyPgColumn;
  const id = all['id'] as AnyPgColumn;
  const out: PgTableExtraConfigValue[] = [];
  if (meta.reference) {
    const { table: target, onDelete, unique } = meta.reference;
    // A stub stands for the other table: only its name is needed, and it is never exported, so no migration makes it.
    const other = crmSchema.table(target, { tenantId: uuid('tenant_id').notNull(), id: uuid('id').notNull() });
    out.push(
      foreignKey({
        name: shortName(`${table}_${column.name}_fk`),
        columns: [tenant, column],
        foreignColumns: [other.tenantId, other.id],
      }).onDelete(onDelete),
    );
    if (unique) out.push(uniqueIndex(shortName(`${table}_${column.name}_key`)).on(tenant, column));
    else if (!led.has(column.name)) out.push(referenceIndex(table, tenant, column, id));
  }
  if (meta.enum && !meta.enum.open) {
    const values = sql.raw(
      Object.keys(meta.enum.values)
        .map((v) => `'${v}'`)
        .join(', '),
    );
    const isList = column.getSQLType().endsWith('[]') || (column as { dimensions?: number }).dimensions === 1;
    out.push(
      check(
        shortName(`${table}_${column.name}_check`),
        isList ? sql`${column} <@ array[${values}]::text[]` : sql`${column} in (${values})`,
      ),
    );
  }
  if (key === 'grams' && meta.trait === 'search') {
    out.push(index(shortName(`${table}_grams_idx`)).using('gin', tenant, column));
  }
  if (meta.trait === 'attributes') out.push(...attributeIndexes(table, tenant, id, key, column));
  return out;
}

/** Rows without the reference are not looked for by it, and most optional references are empty. */
function referenceIndex(table: string, tenant: AnyPgColumn, column: AnyPgColumn, id: AnyPgColumn): PgTableExtraConfigValue {
  const made = index(shortName(`${table}_${column.name}_idx`)).on(tenant, column, id);
  return column.notNull ? made : made.where(sql`${column} is not null`);
}

/** The column after the tenant, where the table's own index serves every look-up by it: a second index would only cost. */
function leadingColumn(extra: PgTableExtraConfigValue): string[] {
  const { columns, where } = (extra as { config?: { columns?: readonly { name?: string }[]; where?: unknown } }).config ?? {};
  const [first, second] = columns ?? [];
  return first?.name === 'tenant_id' && second?.name !== undefined && where === undefined ? [second.name] : [];
}

function attributeIndexes(
  table: string,
  tenant: AnyPgColumn,
  id: AnyPgColumn,
  key: string,
  column: AnyPgColumn,
): PgTableExtraConfigValue[] {
  if (key === 'attrs') return [index(shortName(`${table}_attrs_idx`)).using('gin', tenant, sql`${column} jsonb_path_ops`)];
  return [
    index(shortName(`${table}_${column.name}_idx`))
      .on(tenant, column, id)
      .where(sql`${column} is not null`),
  ];
}

/** Years 0001–9999 and finite: what ISO 8601 text and JavaScript can hold. */
function instantChecks(table: string, all: Record<string, AnyPgColumn>): PgTableExtraConfigValue[] {
  return Object.values(all)
    .filter((c) => c.columnType === 'PgTimestamp' || c.columnType === 'PgDateString')
    .map((c) => check(shortName(`${table}_${c.name}_range`), inRange(c)));
}
const inRange = (c: AnyPgColumn): SQL => sql`${c} >= '0001-01-01' and ${c} < '10000-01-01'`;
