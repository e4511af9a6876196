/**
 * The roles that statements run under. Whoever signs in owns nothing and may little; what a statement may do is its role's:
 * - planner: the engine's own statements. They carry tenant and policies in themselves, so the row policies of the tables are open for it.
 * - plugin: hand-written SQL of plugins, each under a role of its own that reads that plugin's tables, one tenant's rows at a time.
 * - erasure: the only one that may change or remove what stands in a log.
 * - upkeep: owns the log's partitions, makes new ones and drops old ones.
 * None can sign in. Roles belong to a whole cluster, what they may do to one database: `migrate` makes both.
 */
import { createHash } from 'node:crypto';
import type { Statement } from './port.ts';

export const roles = {
  planner: 'guanxi_planner',
  plugin: 'guanxi_plugin',
  erasure: 'guanxi_erasure',
  upkeep: 'guanxi_upkeep',
} as const;

/** The role under which a plugin's own SQL runs. */
export function pluginRole(plugin: string): string {
  const name = `${roles.plugin}_${plugin.replaceAll('-', '_')}`;
  return name.length <= 63 ? name : `${name.slice(0, 54)}_${createHash('sha256').update(plugin).digest('hex').slice(0, 8)}`;
}

/**
 * What every connection of an engine begins with. In a database that was never migrated, or whose roles were not granted to whoever signs
 * in, it changes nothing: `engine.ready()` says so.
 */
export const becomePlanner: Statement = {
  text: `select current_setting('server_version_num')::int / 10000 as major,
    (select set_config('role', r.rolname, false) from pg_roles r join pg_namespace n on n.nspname = 'crm'
      where r.rolname = '${roles.planner}' and pg_has_role(r.oid, 'member') and has_schema_privilege(r.oid, n.oid, 'usage')) as role`,
};

/** Instead of it, on connections of the owner. */
export const stayOwner: Statement = {
  text: `select current_setting('server_version_num')::int / 10000 as major, current_user::text as role`,
};

/** For the rest of the transaction. @example tx.flight([actAs(roles.erasure), tombstone, actAs(roles.planner)]) */
export const actAs = (role: string): Statement => ({ text: `select set_config('role', $1, true)`, params: [role], prepare: true });
