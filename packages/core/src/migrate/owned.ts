/** What in schema `crm` belongs to a plugin: everything whose name begins with the plugin's id. */
import { kernelTableNames } from '../model/kernel-table-names.ts';
import type { Queryable } from './journal.ts';

export type ObjectKind = 'table' | 'view' | 'materialized view' | 'sequence' | 'type' | 'function';
export interface OwnedObject {
  readonly kind: ObjectKind;
  /** Without the schema. */
  readonly name: string;
  /** As a DROP statement names it, quoted, with a function's arguments. */
  readonly identity: string;
}

const prefixOf = (plugin: string): string => `${plugin.replaceAll('-', '_')}_`;

/**
 * `loyalty_plus_tier` is of plugin `loyalty_plus` and not of `loyalty`, so the other plugins must be known; and `tenant_plugin` is the
 * kernel's, whatever a plugin may be called.
 */
export function ownerAmong(plugins: readonly string[]): (name: string) => string | undefined {
  const byPrefix = new Map(plugins.map((plugin) => [prefixOf(plugin), plugin]));
  return (name) => {
    if (kernelTableNames.has(name)) return undefined;
    for (let end = name.lastIndexOf('_'); end > 0; end = name.lastIndexOf('_', end - 1)) {
      const plugin = byPrefix.get(name.slice(0, end + 1));
      if (plugin !== undefined) return plugin;
    }
    return undefined;
  };
}

/** A sequence of an identity or serial column goes with its table, as do a table's own types and indexes; an extension's functions stay. */
const objectsSql = `
  select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind,
    c.relname::text as name, format('%I.%I', 'crm', c.relname) as identity
  from pg_class c where c.relnamespace = to_regnamespace('crm') and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S') and not c.relispartition
    and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
      and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0)
  union all
  select 'type', t.typname::text, format('%I.%I', 'crm', t.typname)
  from pg_type t where t.typnamespace = to_regnamespace('crm') and t.typtype in ('e', 'd')
  union all
  select 'function', p.proname::text, p.oid::regprocedure::text
  from pg_proc p where p.pronamespace = to_regnamespace('crm') and p.prokind = 'f'
    and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  order by 1, 2, 3`;

export async function ownedObjects(db: Queryable, plugin: string, plugins: readonly string[]): Promise<readonly OwnedObject[]> {
  const ownerOf = ownerAmong([...plugins, plugin]);
  const { rows } = await db.query<OwnedObject>({ text: objectsSql });
  return rows.filter(({ name }) => ownerOf(name) === plugin);
}

export interface ForeignReference {
  readonly table: string;
  readonly constraint: string;
  readonly target: string;
}

/** Foreign keys by which tables of others refer to tables of the plugin. */
export async function foreignReferences(db: Queryable, plugin: string, plugins: readonly string[]): Promise<readonly ForeignReference[]> {
  const ownerOf = ownerAmong([...plugins, plugin]);
  const { rows } = await db.query<ForeignReference & { schema: string }>({
    text: `select s.relnamespace::regnamespace::text as schema, s.relname::text as table, k.conname::text as constraint, t.relname::text as target
      from pg_constraint k join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and k.conparentid = 0 and t.relnamespace = to_regnamespace('crm') order by 1, 2, 3`,
  });
  return rows
    .filter((row) => ownerOf(row.target) === plugin && !(row.schema === 'crm' && ownerOf(row.table) === plugin))
    .map(({ schema, table, constraint, target }) => ({ table: schema === 'crm' ? table : `${schema}.${table}`, constraint, target }));
}
