/** Whole rows by id, for `tx.get` and `tx.lock`, and which ids a request may name. */

import { bindingsOf } from '../access/actor.ts';
import { allOf, conditionText } from '../access/condition.ts';
import { accessContext } from '../access/context.ts';
import { tableCondition } from '../access/policy.ts';
import { type Access, rightsOf } from '../access/rights.ts';
import { Sink } from '../access/sink.ts';
import type { ResultRow, Statement } from '../database/port.ts';
import type { ColumnDef, EntityDef } from '../model/model.ts';
import type { ReadKernel } from './kernel.ts';

type RowsKernel = Pick<ReadKernel, 'model' | 'clock'>;

/** What code never needs of a row: the tenant is the scope's own, and grams follow from the fields. */
const left = new Set(['tenantId', 'grams']);
const kept = new WeakMap<EntityDef, readonly ColumnDef[]>();
function columnsOf(entity: EntityDef): readonly ColumnDef[] {
  const known = kept.get(entity);
  if (known) return known;
  const columns = [...entity.columns.values()].filter((c) => !left.has(c.key));
  kept.set(entity, columns);
  return columns;
}

/**
 * In id order. A lock is the one an update takes (NO KEY UPDATE): it keeps other writers out, and lets others insert rows that refer to this
 * one. Without `access`, every row of the tenant: for ids that come from checked input or
 * from reads.
 */
export function rowsByIds(
  kernel: RowsKernel,
  entity: EntityDef,
  ids: readonly string[],
  scope: { readonly tenant: string } | Access,
  o: { readonly lock?: boolean } = {},
): Statement {
  const sink = new Sink();
  const t = sink.alias();
  const access = 'actor' in scope ? scope : null;
  const tenant = access ? access.actor.tenant : (scope as { tenant: string }).tenant;
  const own = access ? tableCondition(accessContext(kernel.model, rightsOf(access), sink), entity, t) : `${t}.tenant_id = ${sink.tenant()}`;
  const where = conditionText(allOf([own, `${t}.id = any(${sink.param(() => ids)}::uuid[])`]));
  const list = columnsOf(entity)
    .map((c) => `${t}."${c.name}"`)
    .join(', ');
  const { text, bind } = sink.finish(
    `select ${list} from ${sink.table(entity.tableName)} ${t} where ${where} order by ${t}.id${o.lock ? ` for no key update of ${t}` : ''}`,
  );
  const actor = access
    ? bindingsOf(access.actor)
    : { tenant, staffId: null, contactId: null, customerIds: [], teamIds: [], teamIdsBelow: [] };
  return { text, params: bind({ variables: {}, actor, now: kernel.clock.now() }), prepare: true };
}

/** A raw row as code has it, by the columns' names in code. */
export function decodeRow(entity: EntityDef, row: ResultRow): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const column of columnsOf(entity)) out[column.key] = decode(column, row[column.name]);
  return out;
}

function decode(column: ColumnDef, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((v) => decode({ ...column, array: false }, v));
  // Postgres writes an instant with a blank and a short zone, which is no ISO 8601.
  if (column.kind === 'instant')
    return new Date(
      String(value)
        .replace(' ', 'T')
        .replace(/([+-]\d{2})$/, '$1:00'),
    );
  return column.kind === 'json' && typeof value === 'string' ? JSON.parse(value) : value;
}

/** One row `{ entity, id }` for each of the ids that is there and visible. */
export function visibleIds(
  kernel: RowsKernel,
  checks: readonly { readonly entity: EntityDef; readonly ids: readonly string[] }[],
  access: Access,
): Statement {
  const sink = new Sink();
  const ctx = accessContext(kernel.model, rightsOf(access), sink);
  const selects = checks.map(({ entity, ids }) => {
    const t = sink.alias();
    const where = conditionText(allOf([tableCondition(ctx, entity, t), `${t}.id = any(${sink.param(() => ids)}::uuid[])`]));
    return `select '${entity.name}' as entity, ${t}.id::text as id from ${sink.table(entity.tableName)} ${t} where ${where}`;
  });
  const { text, bind } = sink.finish(selects.join(' union all ') || 'select null::text as entity, null::text as id where false');
  // By the primary key whatever the values are: a plan made once is good. Of several entities at once there are too many texts to keep.
  return { text, params: bind({ variables: {}, actor: bindingsOf(access.actor), now: kernel.clock.now() }), prepare: checks.length === 1 };
}
