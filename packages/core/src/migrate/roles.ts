/**
 * The roles themselves. They are the cluster's, and other databases of it may be migrated at this moment: what is missing is read, made
 * statement by statement, and read again until nothing is missing.
 */
import { setTimeout } from 'node:timers/promises';
import { pgError } from '../database/pg-error.ts';
import type { Database } from '../database/port.ts';
import { pluginRole, roles } from '../database/roles.ts';
import { GuanxiError } from '../errors.ts';
import type { Queryable } from './journal.ts';

/** Made meanwhile by somebody else, or changed by two at once (for which Postgres has no code of its own). */
const meanwhile = new Set(['42710', '23505', 'XX000']);
const notPermitted = '42501';
const MOST_TRIES = 20;

interface Role {
  readonly name: string;
  readonly inherits: boolean;
  readonly members: readonly string[];
  /** Whether the user who asks has what the role may do. */
  readonly isMine: boolean;
}

/** What is missing of the roles that these plugins need, as statements. `forOwner`: of what the user who asks needs to migrate, too. */
export async function missingRoles(db: Queryable, plugins: readonly string[], forOwner: boolean): Promise<readonly string[]> {
  const { rows } = await db.query<{ me: string; roles: string }>({
    text: `select quote_ident(current_user) as me, coalesce(json_agg(json_build_object('name', r.rolname, 'inherits', r.rolinherit,
        'isMine', pg_has_role(current_user, r.oid, 'usage'), 'members', array(select m.rolname::text from pg_auth_members a
          join pg_roles m on m.oid = a.member where a.roleid = r.oid))), '[]') as roles
      from pg_roles r where r.rolname like 'guanxi\\_%'`,
  });
  const found = new Map((JSON.parse(rows[0]?.roles ?? '[]') as readonly Role[]).map((role) => [role.name, role]));
  const own = plugins.map(pluginRole).sort();
  const missing: string[] = [];
  const role = (name: string, inherit: boolean): void => {
    const known = found.get(name);
    if (!known) missing.push(`create role ${name} nologin ${inherit ? 'inherit' : 'noinherit'}`);
    else if (known.inherits !== inherit) missing.push(`alter role ${name} ${inherit ? 'inherit' : 'noinherit'}`);
  };
  const member = (name: string, of: string): void => {
    if (!found.get(of)?.members.includes(name)) missing.push(`grant ${of} to ${name}`);
  };
  // The planner may become the others and has nothing of what they may: what it may do is its own.
  for (const name of [roles.planner, roles.erasure, roles.upkeep]) role(name, false);
  for (const name of [roles.plugin, ...own]) role(name, true);
  for (const name of own) member(name, roles.plugin);
  for (const name of [roles.erasure, roles.upkeep, roles.plugin, ...own]) member(roles.planner, name);
  // The owner of the other tables goes on changing those that are the upkeep's. A superuser has what every role may.
  if (forOwner && found.get(roles.upkeep)?.isMine !== true) missing.push(`grant ${roles.upkeep} to ${rows[0]?.me ?? ''}`);
  return missing;
}

/** Throws ROLES_FORBIDDEN with the statements for somebody who may run them. */
export async function makeRoles(db: Database, plugins: readonly string[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const missing = await missingRoles(db, plugins, true);
    if (missing.length === 0) return;
    if (tries > MOST_TRIES) throw forbidden(missing, new Error('what was made is not there'));
    for (const text of missing) {
      await db.query({ text }).catch((error: unknown) => {
        const code = pgError(error)?.code ?? '';
        if (code === notPermitted) throw forbidden(missing, error);
        if (!meanwhile.has(code)) throw error;
      });
    }
    await setTimeout(10 * Math.random() * tries);
  }
}

export const forbidden = (statements: readonly string[], cause: unknown): GuanxiError =>
  new GuanxiError('ROLES_FORBIDDEN', { sql: statements.map((s) => `${s};`).join('\n') }, { cause, details: statements });

/** Lets somebody who signs in by that name become the planner. */
export async function admitLogin(db: Database, login: string): Promise<void> {
  const { rows } = await db.query<{ name: string; isMember: boolean }>({
    text: `select quote_ident(rolname) as name, pg_has_role(rolname, '${roles.planner}', 'member') as "isMember"
      from pg_roles where rolname = $1 and rolcanlogin`,
    params: [login],
  });
  const [found] = rows;
  if (found?.isMember) return;
  const name = found?.name ?? `"${login.replaceAll('"', '""')}"`;
  const grant = `grant ${roles.planner} to ${name}`;
  if (!found) {
    const sql = [`create role ${name} login password '…'`, grant].map((s) => `${s};`).join('\n');
    throw new GuanxiError('LOGIN_UNKNOWN', { login, sql });
  }
  await db.query({ text: grant }).catch((error: unknown) => {
    throw pgError(error)?.code === notPermitted ? forbidden([grant], error) : error;
  });
}

/** Nothing of it stays, unless another database of the cluster has the same plugin, or it may not be dropped. */
export async function dropPluginRole(db: Database, plugin: string): Promise<void> {
  await db.query({ text: `drop role if exists ${pluginRole(plugin)}` }).catch((error: unknown) => {
    const code = pgError(error)?.code ?? '';
    // 2BP01: something hangs on it elsewhere.
    if (!meanwhile.has(code) && code !== notPermitted && code !== '2BP01') throw error;
  });
}
