/**
 * What the roles may do in this database, and the row policies: read from the catalog, compared with what ought to be, and told as the
 * statements that are missing. So it holds for tables of whichever plugin, however they were made.
 */
import { pluginRole, roles } from '../database/roles.ts';
import type { Queryable } from './journal.ts';
import { kernelName } from './order.ts';
import { ownerAmong } from './owned.ts';

/** Written once, and neither changed nor removed afterwards: except by whoever erases a person, and by retention. */
const logTables: ReadonlySet<string> = new Set(['change_log', 'audit', 'event', 'access_log']);
/** Of the migrations' own; the engine only reads it. */
const journalName = 'journal';
/** What retention looks at besides the log, and what else it removes from. */
const ofUpkeep: ReadonlyMap<string, readonly string[]> = new Map([
  ['log_retention', ['select']],
  ['log_head', ['select']],
  ['audit', ['select', 'delete']],
  ['access_log', ['select', 'delete']],
]);

const engineRoles = [roles.erasure, roles.planner, roles.upkeep];
const enginePolicy = 'guanxi_engine';

interface Relation {
  readonly name: string;
  /** Quoted, with the schema. */
  readonly identity: string;
  readonly kind: 'table' | 'view' | 'sequence';
  readonly isPartition: boolean;
  /** The partitioned table that it is a part of. */
  readonly parent: string | null;
  readonly secured: boolean;
  readonly owner: string;
  /** The column that holds the tenant. */
  readonly tenant: string | null;
  readonly hasTenantPolicy: boolean;
  /** The roles of the engine's own policy; none: there is no such policy. */
  readonly engine: readonly string[];
  /** `role privilege`, of our roles. */
  readonly granted: readonly string[];
}

const relationsSql = `select c.relname::text as name, format('%I.%I', 'crm', c.relname) as identity,
    case when c.relkind in ('v', 'm') then 'view' when c.relkind = 'S' then 'sequence' else 'table' end as kind,
    c.relispartition as "isPartition", (select p.relname::text from pg_inherits i join pg_class p on p.oid = i.inhparent where i.inhrelid = c.oid) as parent,
    c.relrowsecurity as secured, pg_get_userbyid(c.relowner)::text as owner,
    (select a.attname::text from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
      and a.attname = case when c.relname = 'tenant' then 'id' else 'tenant_id' end) as tenant,
    exists (select from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}' and p.polcmd = '*'
      and pg_get_expr(p.polqual, c.oid) like '%guanxi.tenant%') as "hasTenantPolicy",
    array(select r.rolname::text from pg_policy p join pg_roles r on r.oid = any(p.polroles)
      where p.polrelid = c.oid and p.polname = '${enginePolicy}' order by 1) as engine,
    array(select r.rolname::text || ' ' || lower(x.privilege_type) from aclexplode(c.relacl) x join pg_roles r on r.oid = x.grantee
      where r.rolname like 'guanxi\\_%') as granted
  from pg_class c where c.relnamespace = (select oid from pg_namespace where nspname = 'crm') and c.relkind in ('r', 'p', 'v', 'm', 'S')
  order by 1`;

const catalogSql = `select array(select r.rolname::text || ' ' || lower(x.privilege_type) from aclexplode(n.nspacl) x join pg_roles r on r.oid = x.grantee)
    as schema, (select json_agg(found) from (${relationsSql}) found) as relations
  from pg_namespace n where n.nspname = 'crm'`;

/** Whose tables are granted to whom. */
export interface Plugins {
  /** Whose SQL is run. */
  readonly installed: readonly string[];
  /** Those that were installed once, too: one may have a name that goes on where another's ends. */
  readonly known: readonly string[];
}

/** The statements that are missing. The roles must be there. */
export async function missingGrants(db: Queryable, { installed, known }: Plugins): Promise<readonly string[]> {
  const { rows } = await db.query<{ schema: readonly string[]; relations: string | null }>({ text: catalogSql });
  const [catalog] = rows;
  // Nothing was ever migrated here.
  if (!catalog) return [];
  const relations = JSON.parse(catalog.relations ?? '[]') as readonly Relation[];
  const tables = relations.filter((relation) => relation.kind === 'table');
  return [
    ...missingOfSchema(catalog.schema),
    ...tables.flatMap(missingPolicies),
    ...tables
      .filter(isLog)
      .flatMap(({ identity, owner }) => (owner === roles.upkeep ? [] : [`alter table ${identity} owner to ${roles.upkeep}`])),
    ...missingPrivileges(
      relations,
      installed.filter((plugin) => plugin !== kernelName),
      [...installed, ...known],
    ),
  ];
}

const isLog = ({ name, parent }: Relation): boolean => name === 'event' || parent === 'event';

function missingOfSchema(granted: readonly string[]): readonly string[] {
  const wanted = [...Object.values(roles).map((role) => [role, 'usage'] as const), [roles.upkeep, 'create'] as const];
  return wanted.flatMap(([role, privilege]) =>
    granted.includes(`${role} ${privilege}`) ? [] : [`grant ${privilege} on schema crm to ${role}`],
  );
}

/**
 * Rows are one tenant's for everybody, and all for the engine, whose statements say themselves which. Nobody reaches a partition but through
 * its table, whose policies hold then.
 */
function missingPolicies({ identity, secured, isPartition, tenant, hasTenantPolicy, engine }: Relation): readonly string[] {
  const missing = secured ? [] : [`alter table ${identity} enable row level security`];
  if (isPartition) return missing;
  if (tenant !== null && !hasTenantPolicy)
    missing.push(
      `create policy guanxi_tenant on ${identity} using (${tenant} = (select nullif(current_setting('guanxi.tenant', true), '')::uuid))`,
    );
  const to = engineRoles.join(', ');
  if (engine.length === 0) missing.push(`create policy ${enginePolicy} on ${identity} to ${to} using (true)`);
  else if (engine.join(', ') !== to) missing.push(`alter policy ${enginePolicy} on ${identity} to ${to}`);
  return missing;
}

/** What each role may do with a relation; a role that is not named may do nothing. */
function wantedOf({ name, kind, isPartition }: Relation, plugin: string | undefined): Readonly<Record<string, readonly string[]>> {
  if (isPartition) return {};
  if (kind === 'sequence') return { [roles.planner]: ['select', 'usage'] };
  if (kind === 'view' || name === journalName) return { [roles.planner]: ['select'] };
  const change = logTables.has(name) ? [] : ['update', 'delete'];
  return {
    [roles.planner]: ['select', 'insert', ...change],
    [roles.erasure]: ['select', 'update', 'delete'],
    [roles.upkeep]: ofUpkeep.get(name) ?? [],
    ...(plugin !== undefined && { [pluginRole(plugin)]: ['select'] }),
  };
}

function privilegesByRole({ granted }: Relation): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>();
  for (const grant of granted) {
    const at = grant.indexOf(' ');
    const role = grant.slice(0, at);
    held.set(role, [...(held.get(role) ?? []), grant.slice(at + 1)]);
  }
  return held;
}

/** One statement for all relations of which the same is missing. */
function missingPrivileges(relations: readonly Relation[], plugins: readonly string[], known: readonly string[]): readonly string[] {
  const ours = new Set<string>([...Object.values(roles), ...plugins.map(pluginRole)]);
  const grants = new Map<string, string[]>();
  const note = (statement: string, identity: string): void => {
    grants.set(statement, [...(grants.get(statement) ?? []), identity]);
  };
  const installed = new Set(plugins);
  const ownerOf = ownerAmong(known);
  for (const relation of relations) {
    const owner = relation.kind === 'table' ? ownerOf(relation.name) : undefined;
    const wanted = wantedOf(relation, owner !== undefined && installed.has(owner) ? owner : undefined);
    const held = privilegesByRole(relation);
    const what = relation.kind === 'sequence' ? 'sequence ' : '';
    for (const role of ours) {
      if (role === relation.owner) continue;
      const granted = held.get(role) ?? [];
      const missing = (wanted[role] ?? []).filter((privilege) => !granted.includes(privilege));
      const excess = granted.filter((privilege) => !wanted[role]?.includes(privilege));
      if (missing.length > 0) note(`grant ${missing.join(', ')} on ${what}| to ${role}`, relation.identity);
      if (excess.length > 0) note(`revoke ${excess.join(', ')} on ${what}| from ${role}`, relation.identity);
    }
  }
  return [...grants].map(([statement, identities]) => statement.replace('|', () => identities.join(', ')));
}
