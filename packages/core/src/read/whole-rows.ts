/** Whole rows by id, for `tx.get` and `tx.lock`, and which ids a request may name. */

import { bindingsOf } from '../access/actor.ts';
import { allOf, conditionText } from '../access/condition.ts';
import { accessContext } from '../access/context.ts';
import { tableCondition } from '../access/policy.ts';
import { type Access, accessFingerprint, rightsOf } from '../access/rights.ts';
import { type BindRequest, Sink } from '../access/sink.ts';
import type { Parameter, ResultRow, Statement } from '../database/port.ts';
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

/** A statement as it is for every request of its shape. */
interface Made {
  readonly text: string;
  readonly bind: (request: BindRequest) => readonly Parameter[];
}

/** Shapes kept: rights differ between roles, not between people. */
const MAX_MADE = 2_000;
const madeFor = new WeakMap<RowsKernel['model'], Map<string, Made>>();

/** Every command asks these of every record it names: their text is put together once for an entity and rights. */
function made({ model }: RowsKernel, key: string, make: () => Made): Made {
  const known = madeFor.get(model) ?? new Map<string, Made>();
  madeFor.set(model, known);
  const found = known.get(key);
  if (found) return found;
  if (known.size >= MAX_MADE) known.clear();
  const one = make();
  known.set(key, one);
  return one;
}

/** A single id as what it is: of an array Postgres does not know how long it will be, and may prefer to read a small table as a whole. */
const named = (sink: Sink, alias: string, i: number, isOne: boolean): string => {
  const ids = (request: BindRequest) => request.variables[i] as readonly string[];
  return isOne ? `${alias}.id = ${sink.param((r) => ids(r)[0] ?? null)}::uuid` : `${alias}.id = any(${sink.param(ids)}::uuid[])`;
};

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
  const access = 'actor' in scope ? scope : null;
  const isOne = ids.length === 1;
  const { text, bind } = made(kernel, `rows ${entity.name} ${o.lock === true} ${isOne} ${access ? accessFingerprint(access) : ''}`, () => {
    const sink = new Sink();
    const t = sink.alias();
    const own = access
      ? tableCondition(accessContext(kernel.model, rightsOf(access), sink), entity, t)
      : `${t}.tenant_id = ${sink.tenant()}`;
    const where = conditionText(allOf([own, named(sink, t, 0, isOne)]));
    const list = columnsOf(entity)
      .map((c) => `${t}."${c.name}"`)
      .join(', ');
    return sink.finish(
      `select ${list} from ${sink.table(entity.tableName)} ${t} where ${where} order by ${t}.id${o.lock ? ` for no key update of ${t}` : ''}`,
    );
  });
  const actor = access ? bindingsOf(access.actor) : { ...nobody, tenant: (scope as { tenant: string }).tenant };
  return { text, params: bind({ variables: { 0: ids }, actor, now: kernel.clock.now() }), prepare: true };
}

const nobody = { staffId: null, contactId: null, customerIds: [], teamIds: [], teamIdsBelow: [] };

/** A raw row as code has it, by the columns' names in code. */
export function decodeRow(entity: EntityDef, row: ResultRow): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const { key, name, kind } of columnsOf(entity)) out[key] = decode(kind, row[name]);
  return out;
}

function decode(kind: ColumnDef['kind'], value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((v) => decode(kind, v));
  if (kind === 'instant') return instantOf(String(value));
  return kind === 'json' && typeof value === 'string' ? JSON.parse(value) : value;
}

/** Postgres writes an instant with a blank and a short zone, which is no ISO 8601. The session is at UTC. */
const instantOf = (text: string): Date => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);

/** One row `{ entity, id }` for each of the ids that is there and visible. */
export function visibleIds(
  kernel: RowsKernel,
  checks: readonly { readonly entity: EntityDef; readonly ids: readonly string[] }[],
  access: Access,
): Statement {
  const shape = checks.map(({ entity, ids }) => `${entity.name}${ids.length === 1 ? '' : '*'}`).join();
  const { text, bind } = made(kernel, `visible ${shape} ${accessFingerprint(access)}`, () => {
    const sink = new Sink();
    const ctx = accessContext(kernel.model, rightsOf(access), sink);
    const selects = checks.map(({ entity, ids }, i) => {
      const t = sink.alias();
      const where = conditionText(allOf([tableCondition(ctx, entity, t), named(sink, t, i, ids.length === 1)]));
      return `select '${entity.name}' as entity, ${t}.id::text as id from ${sink.table(entity.tableName)} ${t} where ${where}`;
    });
    return sink.finish(selects.join(' union all ') || 'select null::text as entity, null::text as id where false');
  });
  const variables = Object.fromEntries(checks.map(({ ids }, i) => [i, ids]));
  // By the primary key whatever the values are: a plan made once is good. Of several entities at once there are too many texts to keep.
  return { text, params: bind({ variables, actor: bindingsOf(access.actor), now: kernel.clock.now() }), prepare: checks.length === 1 };
}
