/** The change log: one row per record and transaction, with all its fields before and after. */
import type { Statement } from '../database/port.ts';
import type { EntityDef } from '../model/model.ts';
import type { Entry, Values } from './buffer.ts';
import { actorJson, type Call } from './call.ts';
import { jsonInsert } from './statements.ts';

const logged = jsonInsert(
  'change_log',
  { id: 'uuid', entity: 'text', record_id: 'uuid', version: 'integer', op: 'text', before: 'jsonb', after: 'jsonb' },
  { command: 'text', actor: 'jsonb', at: 'timestamptz' },
);

/** Null when nothing changed. */
export function changeLogStatement(call: Call, command: string, changed: readonly Entry[]): Statement | null {
  if (changed.length === 0) return null;
  const stamp = { at: call.now, text: call.now.toISOString() };
  const rows = changed.map(({ entity, id, base, row }) => ({
    id: call.kernel.ids.next(call.now),
    entity: entity.name,
    record_id: id,
    version: row ? row['version'] : ((base?.['version'] as number) ?? 0) + 1,
    op: base === null ? 'insert' : row === null ? 'delete' : 'update',
    before: entity.history === 'none' ? null : fieldsOf(entity, base, stamp),
    after: entity.history === 'none' ? null : fieldsOf(entity, row, stamp),
  }));
  return logged(call.tenant.id, rows, command, actorJson(call), stamp.text);
}

const keysLogged = new WeakMap<EntityDef, readonly string[]>();

/**
 * What a record said, by column: what is not there was empty. Grams and index slots only repeat it. Every row bears the transaction's own
 * instant twice, and to write a Date costs more than the rest of the row: its text is made once.
 */
function fieldsOf(entity: EntityDef, row: Values | null, stamp: { readonly at: Date; readonly text: string }): Values | null {
  if (row === null) return null;
  let keys = keysLogged.get(entity);
  if (!keys) {
    keys = [...entity.columns.keys()].filter((key) => key !== 'tenantId' && key !== 'grams' && !/^attr[TND]\d$/.test(key));
    keysLogged.set(entity, keys);
  }
  const out: Record<string, unknown> = {};
  for (const key of keys) {
    const value = row[key];
    if (value === null || value === undefined) continue;
    out[key] = value === stamp.at ? stamp.text : typeof value === 'bigint' ? String(value) : value;
  }
  return out;
}
