/** What taking a plugin out would drop, what it would keep, and why it may not be done: worked out before anything is touched. */
import type { Database } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { journalPreparation, type Queryable, readJournal } from './journal.ts';
import { kernelName } from './order.ts';
import { type ForeignReference, foreignReferences, type OwnedObject, ownedObjects } from './owned.ts';
import type { MigrationSource } from './source.ts';
import { type GivenValues, valuesInUse } from './values-in-use.ts';

export interface RemovalOptions {
  /** Installed plugins that need this one, besides those whose source says so. */
  readonly dependants: readonly string[];
  /** Names of the plugin's entities: tenant-defined attributes on them go too, and their changes are counted. */
  readonly entities?: readonly string[];
  /** Values that the plugin gave to open enums of others. */
  readonly values?: readonly GivenValues[];
}

export interface RemovalPlan {
  readonly plugin: string;
  readonly drops: readonly OwnedObject[];
  /** Rows of each table that would be dropped. */
  readonly rows: Readonly<Record<string, number>>;
  readonly neededBy: readonly string[];
  /** Foreign keys of others' tables to this plugin's. */
  readonly references: readonly ForeignReference[];
  /** Tenant-defined attributes elsewhere whose values are records of this plugin: `Entity namespace.name`. */
  readonly attributeReferences: readonly string[];
  /** Values of open enums that the plugin gave and that others' records hold. */
  readonly valuesInUse: readonly string[];
  /** Rows that would be deleted from the kernel's tables. */
  readonly deletes: {
    readonly journal: number;
    readonly settings: number;
    readonly attributes: number;
    /** Work for later: timers, hooks that wait, jobs. */
    readonly jobs: number;
    /** Roles that grant permissions of the plugin, and grant them no more. */
    readonly grants: number;
  };
  /** Rows that stay, since history and audit are append-only. */
  readonly kept: { readonly changes: number; readonly events: number };
  /** Why it may not be done; null when it may. */
  readonly refusal: GuanxiError | null;
}

export const planRemoval = (db: Database, sources: readonly MigrationSource[], plugin: string, o: RemovalOptions): Promise<RemovalPlan> =>
  readRemoval(db, sources, plugin, o);

/** The same inside the transaction that carries it out. */
export async function readRemoval(
  db: Queryable,
  sources: readonly MigrationSource[],
  plugin: string,
  o: RemovalOptions,
): Promise<RemovalPlan> {
  const journal = await readJournal(db);
  const plugins = [...new Set([...sources.map((source) => source.plugin), ...journal.map((row) => row.plugin)])];
  const drops = await ownedObjects(db, plugin, plugins);
  const rows = await countRows(db, drops);
  const found = {
    plugin,
    drops,
    rows,
    neededBy: [
      ...new Set([...o.dependants, ...sources.filter((source) => source.needs.includes(plugin)).map((source) => source.plugin)]),
    ].sort(),
    references: await foreignReferences(db, plugin, plugins),
    valuesInUse: await valuesInUse(db, o.values ?? []),
    ...(await kernelRows(db, plugin, o.entities ?? [], journal.filter((row) => row.plugin === plugin).length)),
  };
  return {
    ...found,
    refusal: plugin === kernelName || isNothing(found) ? new GuanxiError('REMOVAL_UNKNOWN', { plugin }) : refusalOf(found),
  };
}

type Found = Omit<RemovalPlan, 'refusal'>;

const isNothing = (found: Found): boolean => found.drops.length === 0 && Object.values(found.deletes).every((count) => count === 0);

function refusalOf({ plugin, neededBy, references, attributeReferences, valuesInUse: values }: Found): GuanxiError | null {
  if (neededBy.length > 0) return new GuanxiError('REMOVAL_NEEDED', { plugin, plugins: neededBy.join(', ') });
  const referring = [...references.map(({ table, constraint }) => `${table} (${constraint})`), ...attributeReferences];
  if (referring.length > 0) return new GuanxiError('REMOVAL_REFERENCED', { plugin, references: referring.join(', ') });
  return values.length > 0 ? new GuanxiError('REMOVAL_VALUES', { plugin, values: values.join(', ') }) : null;
}

async function countRows(db: Queryable, drops: readonly OwnedObject[]): Promise<Readonly<Record<string, number>>> {
  const tables = drops.filter(({ kind }) => kind === 'table');
  if (tables.length === 0) return {};
  const counts = tables.map(({ identity }, index) => `(select count(*) from ${identity}) as "${index}"`);
  const { rows } = await db.query({ text: `select ${counts.join(', ')}` });
  return Object.fromEntries(tables.map(({ name }, index) => [name, Number(rows[0]?.[index])]));
}

/** Of a role: it grants a permission of the plugin. */
export const grantsOf = (plugin: string): string =>
  `exists (select 1 from jsonb_array_elements(grants) g where starts_with(g ->> 'permission', ${plugin} || ':'))`;

async function kernelRows(
  db: Queryable,
  plugin: string,
  entities: readonly string[],
  journal: number,
): Promise<Pick<RemovalPlan, 'deletes' | 'kept' | 'attributeReferences'>> {
  // A database that was never migrated has no such tables, and nothing to remove either.
  if ((await journalPreparation(db)).length > 0)
    return {
      deletes: { journal, settings: 0, attributes: 0, jobs: 0, grants: 0 },
      kept: { changes: 0, events: 0 },
      attributeReferences: [],
    };
  const { rows } = await db.query({
    text: `select (select count(*) from crm.tenant_plugin where plugin = $1) as settings,
      (select count(*) from crm.attribute_definition where entity = any($2::text[])) as attributes,
      (select count(*) from crm.job where plugin = $1) as jobs,
      (select count(*) from crm.role where ${grantsOf('$1')}) as grants,
      (select count(*) from crm.change_log where entity = any($2::text[])) as changes,
      (select count(*) from crm.event_inbox where starts_with(type, $1 || '.'))
        + (select count(*) from crm.event where starts_with(type, $1 || '.')) as events`,
    params: [plugin, entities],
  });
  const { rows: referring } = await db.query<{ attribute: string }>({
    text: `select distinct entity || ' ' || key as attribute from crm.attribute_definition
      where reference_entity = any($1::text[]) and not entity = any($1::text[]) order by 1`,
    params: [entities],
  });
  const count = (name: string): number => Number(rows[0]?.[name]);
  return {
    deletes: { journal, settings: count('settings'), attributes: count('attributes'), jobs: count('jobs'), grants: count('grants') },
    kept: { changes: count('changes'), events: count('events') },
    attributeReferences: referring.map(({ attribute }) => attribute),
  };
}
