/**
 * Hand-written SQL of a plugin: one SELECT over its own tables. Tenancy is not asked of its author: every table is replaced by the part of
 * it that belongs to the tenant. Behind what is read from the text here stands the database: the statement runs under the plugin's own
 * role, which may read these tables only, of the tenant's rows only, and change nothing.
 */
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Parameter, Statement } from '../database/port.ts';
import { pluginRole } from '../database/roles.ts';
import { GuanxiError } from '../errors.ts';
import { kernelTableNames } from '../model/kernel-table-names.ts';
import type { Call } from './call.ts';
import { quoted } from './sql-text.ts';

const dialect = new PgDialect();
// Comments, texts and dollar quotes are kept apart from words, so that nothing hides in them or is seen in them.
const tokens = /--[^\n]*|\/\*|\$[\p{L}_\d]*\$|[eE]'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|[\s\S]/gu;
const verbs =
  /^(insert|update|delete|merge|truncate|alter|create|drop|grant|revoke|copy|call|do|set|reset|lock|listen|notify|prepare|execute|vacuum|into)$/i;
const catalog = /^(pg_.*|information_schema|set_config|current_setting|dblink.*|lo_.*|.*_to_xml.*|txid_.*)$/i;

export function ownSql(call: Call, plugin: string, query: SQL): Statement {
  const { sql: text, params } = dialect.sqlToQuery(query);
  const refuse = (problem: string): GuanxiError => new GuanxiError('SQL_REFUSED', { plugin, problem });
  const used = new Set<string>();
  const out: string[] = [];
  const list = text.match(tokens) ?? [];
  for (let i = 0; i < list.length; i += 1) {
    const token = list[i] as string;
    if (token.startsWith('--') || token === '/*' || token === ';' || /^\$[\p{L}_]*\$$/u.test(token))
      throw refuse('no comments, dollar quotes or second statements');
    const word = wordOf(token);
    if (word !== null && token[0] !== '"' && verbs.test(word)) throw refuse(`it holds "${word}"`);
    if (word !== null && catalog.test(word)) throw refuse(`"${word}" is not for plugins`);
    const table = word === 'crm' && list[i + 1] === '.' ? wordOf(list[i + 2] ?? '') : null;
    if (table === null) {
      if (word !== null && isSource(list, i) && list[i + 1] === '.') throw refuse(`"${word}" is another schema`);
      out.push(token);
      continue;
    }
    if (call.kernel.model.byTable.get(table)?.plugin !== plugin || kernelTableNames.has(table))
      throw refuse(`crm.${table} is no table of its own`);
    used.add(table);
    out.push(quoted(table));
    i += 2;
  }
  return { text: withTenant(out.join('').trim(), [...used], params.length, refuse), params: [...params.map(parameter), call.tenant.id] };
}

/** What goes before it in the same flight: until the transaction or the savepoint ends, the session is the plugin's. */
export const asPlugin = (call: Call, plugin: string): Statement => ({
  text: `select set_config('transaction_read_only', 'on', true), set_config('guanxi.tenant', $1, true), set_config('plan_cache_mode', 'auto', true),
    set_config('role', $2, true)`,
  params: [call.tenant.id, pluginRole(plugin)],
  prepare: true,
});

/** After FROM, JOIN or a comma: where a table may stand. */
function isSource(list: readonly string[], at: number): boolean {
  const before = list.slice(0, at).findLast((t) => t.trim() !== '');
  return /^(from|join|only|lateral)$/i.test(before ?? '');
}

function wordOf(token: string): string | null {
  if (token.startsWith('"')) return token.slice(1, -1).replaceAll('""', '"');
  return /^[\p{L}_]/u.test(token) && !token.includes("'") ? token.toLowerCase() : null;
}

/** Each table's name stands for the tenant's rows of it. */
function withTenant(text: string, tables: readonly string[], count: number, refuse: (problem: string) => GuanxiError): string {
  const head = /^(with\s+recursive\s|with\s|select\s)/i.exec(text)?.[0].trim().toLowerCase();
  if (!head) throw refuse('it is no SELECT');
  const tenant = `$${count + 1}::uuid`;
  const parts = [
    `"guanxi tenant" as (select ${tenant})`,
    ...tables.map((t) => `${quoted(t)} as not materialized (select * from crm.${quoted(t)} where tenant_id = ${tenant})`),
  ];
  if (head === 'select') return `with ${parts.join(', ')} ${text}`;
  // In a recursive WITH a name would refer to itself: the tenant's parts stand outside it.
  return `with ${parts.join(', ')} select * from (${text}) as result`;
}

function parameter(value: unknown): Parameter {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((v) => parameter(v) as string);
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
