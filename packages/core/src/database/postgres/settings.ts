/**
 * What holds on every connection. It is told at its start, or, behind a pooler in transaction mode that lends one connection to many, it belongs to
 * the user who signs in.
 */
import { GuanxiError } from '../../errors.ts';
import { roles } from '../roles.ts';
import type { Client, ClientSettings } from './client.ts';

type Parameters = Readonly<Record<string, string>>;

/** Results come in one form whoever set up the database, plans are made for their values, and nothing takes longer than it may. */
const session = (o: Pick<ClientSettings, 'statementTimeoutMs' | 'lockTimeoutMs' | 'idleTransactionMs'>): Parameters => ({
  search_path: 'public',
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'iso_8601',
  plan_cache_mode: 'force_custom_plan',
  jit: 'off',
  // What disks and caches are today. The default of 4 is a spinning disk's, and prefers a whole table to an index a third of its size.
  random_page_cost: '1.1',
  // As text: the driver drops parameters whose value is the number 0.
  statement_timeout: String(o.statementTimeoutMs),
  lock_timeout: String(o.lockTimeoutMs),
  idle_in_transaction_session_timeout: String(o.idleTransactionMs),
});

/** A server that cannot reach its client any more finds out within a minute, and lets go of what the client had locked. */
const reach: Parameters = {
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '30000',
};

/** Poolers refuse what they do not know. */
export const startParameters = (settings: ClientSettings): Parameters =>
  settings.pooled
    ? { application_name: 'guanxi', TimeZone: 'UTC', DateStyle: 'ISO, MDY' }
    : { application_name: 'guanxi', ...session(settings), ...reach };

const question = `select current_setting('server_version_num')::int / 10000 as major, session_user::text as me, current_user::text as role,
    exists (select from pg_roles where rolname = '${roles.planner}') as migrated,
    (select json_object_agg(name, setting)::text from pg_settings where name = any($1::text[])) as settings`;

/**
 * Behind a pooler: the server's version, and the role that statements run under. Before the first migration there is none yet.
 * @throws POOLED_USER with what is to be run, where the user does not have what a connection needs
 */
export async function pooledGreeting(
  client: Client,
  settings: ClientSettings,
): Promise<{ readonly major: number; readonly role: string | null }> {
  const wanted = session(settings);
  const { rows } = await client.send({ text: question, params: [Object.keys(wanted)] });
  const row = rows[0] as {
    readonly major: number;
    readonly me: string;
    readonly role: string;
    readonly migrated: boolean;
    readonly settings: string;
  };
  if (!row.migrated) return { major: row.major, role: null };
  const found = JSON.parse(row.settings) as Parameters;
  const isRight = row.role === roles.planner && Object.entries(wanted).every(([name, value]) => found[name] === value);
  if (!isRight) {
    const all = { role: roles.planner, ...wanted };
    const sql = Object.entries(all).map(([name, value]) => `alter role "${row.me}" set ${name} = '${value}';`);
    throw new GuanxiError('POOLED_USER', { user: row.me, sql: sql.join('\n') });
  }
  return row;
}
