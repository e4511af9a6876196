/**
 * Inputs, replies and errors that the kernel keeps for a while: nobody says of them what is personal, so they are looked through. What names
 * the person loses each text that equals one of the erased; what merely repeats one that says whose it is loses that.
 */
import type { Statement } from '../../database/port.ts';
import type { Values } from '../buffer.ts';
import type { Work } from '../work.ts';
import { erasedText } from './tombstones.ts';
import { type ErasedValues, written } from './values.ts';

const kept: Readonly<Record<string, readonly string[]>> = {
  idempotency_key: ['reply'],
  sync_applied: ['reply'],
  job: ['input', 'last_error'],
  operation: ['input', 'last_error'],
  operation_item: ['item'],
  operation_refusal: ['item', 'message', 'error'],
  webhook_delivery: ['error'],
};

/** @param names ids of the person, as the database and as the API have them */
export async function eraseLeftovers(work: Work, names: readonly string[], values: ErasedValues): Promise<readonly Statement[]> {
  const { call, sql } = work;
  const telling = values.telling;
  const needles = [...names, ...written(telling)];
  const statements: Statement[] = [];
  for (const [table, columns] of Object.entries(kept)) {
    const text = columns.map((c) => `coalesce(t.${c}::text, '')`).join(` || ' ' || `);
    const { rows } = await sql.query<Values & { at: string }>({
      text: `select t.ctid::text as at, ${columns.map((c) => `t.${c}::text as ${c}`).join(', ')} from crm.${table} t
        where t.tenant_id = $1 and exists (select 1 from unnest($2::text[]) n where strpos(${text}, n) > 0) order by t.ctid for update`,
      params: [call.tenant.id, needles],
    });
    for (const row of rows) {
      const isNamed = columns.some((c) => names.some((name) => String(row[c] ?? '').includes(name)));
      const changed = columns.flatMap((column) => {
        const before = row[column];
        if (typeof before !== 'string') return [];
        const after = overwritten(before, isNamed ? values.all : new Set(), telling);
        return after === before ? [] : [{ column, before, after }];
      });
      if (changed.length === 0) continue;
      for (const { column, before } of changed) values.note(table, row.at, column, before, false);
      statements.push({
        text: `update crm.${table} set ${changed.map(({ column }, i) => `${column} = $${i + 3}${typeOf(table, column)}`).join(', ')} where tenant_id = $1 and ctid = $2::tid`,
        params: [call.tenant.id, row.at, ...changed.map((c) => c.after)],
      });
    }
  }
  return statements;
}

const texts = new Set(['operation_refusal.message', 'webhook_delivery.error']);
const typeOf = (table: string, column: string): string => (texts.has(`${table}.${column}`) ? '' : '::jsonb');

/** The same JSON, or plain text, with the values overwritten. */
function overwritten(text: string, equal: ReadonlySet<string>, within: readonly string[]): string {
  const plain = (s: string): string => (equal.has(s) ? erasedText : within.reduce((out, value) => out.replaceAll(value, erasedText), s));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return plain(text);
  }
  const walked = mapTexts(parsed, plain);
  return walked.changed ? JSON.stringify(walked.value) : text;
}

function mapTexts(value: unknown, map: (text: string) => string): { readonly value: unknown; readonly changed: boolean } {
  if (typeof value === 'string') {
    const mapped = map(value);
    return { value: mapped, changed: mapped !== value };
  }
  if (typeof value !== 'object' || value === null) return { value, changed: false };
  const parts = Object.entries(value).map(([key, item]) => [key, mapTexts(item, map)] as const);
  const changed = parts.some(([, part]) => part.changed);
  if (!changed) return { value, changed };
  return {
    value: Array.isArray(value) ? parts.map(([, p]) => p.value) : Object.fromEntries(parts.map(([key, p]) => [key, p.value])),
    changed,
  };
}
