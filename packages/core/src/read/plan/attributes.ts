/** Tenant-defined attributes, as columns are: by index slot where there is one, from the record's jsonb otherwise. */
import type { Condition } from '../../access/condition.ts';
import type { AttributeDefinition, AttributeType } from '../../model/attributes.ts';
import { label } from '../../model/label.ts';
import type { ColumnKind, EntityDef } from '../../model/model.ts';
import { badInput } from '../../model/refusals.ts';
import type { Leaf, Operator } from '../selection.ts';
import type { Emitted } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { idText } from '../sql/output.ts';
import { literal } from '../sql/quote.ts';
import { parameterOf, type ValueType } from '../value.ts';
import { type Comparable, guarded } from './comparable.ts';
import { compare } from './compare.ts';
import { isGiven, leafValue, type PlanContext } from './context.ts';

const types: Readonly<Record<AttributeType, readonly [ColumnKind, string]>> = {
  TEXT: ['text', 'text'],
  CHOICE: ['enum', 'text'],
  MANY_CHOICE: ['enum', 'text'],
  REFERENCE: ['reference', 'text'],
  NUMBER: ['decimal', 'numeric'],
  MONEY: ['decimal', 'numeric'],
  DATE: ['date', 'date'],
  BOOLEAN: ['boolean', 'boolean'],
};
const slotted = new Set<AttributeType>(['TEXT', 'CHOICE', 'REFERENCE', 'NUMBER', 'DATE']);

export function definitionOf(ctx: PlanContext, entity: EntityDef, key: string): AttributeDefinition {
  const found = ctx.attributes.byKey(entity.name).get(key);
  if (!entity.hasAttributes || found === undefined || found.retired)
    throw badInput(label(`${entity.name} has no attribute "${key}"`, `${entity.label.zh}没有属性“${key}”`));
  return found;
}

/** Notes what is confidential. @throws FORBIDDEN, PURPOSE_REQUIRED where the attribute's class is above the actor's clearance */
export function requireAttribute(ctx: PlanContext, entity: EntityDef, d: AttributeDefinition): void {
  const refusal = ctx.rights.clearance.withholds(d.classification);
  if (refusal !== null) throw refusal;
  if (ctx.rights.clearance.notes && d.classification === 'CONFIDENTIAL') ctx.confidential.note(entity.name, `attributes.${d.key}`);
}

/** @throws FORBIDDEN, PURPOSE_REQUIRED */
export function comparableAttribute(ctx: PlanContext, entity: EntityDef, alias: string, key: string): Comparable {
  const d = definitionOf(ctx, entity, key);
  requireAttribute(ctx, entity, d);
  const [kind, sql] = types[d.type];
  const type: ValueType = { kind, sql, prefix: (d.referenceEntity && ctx.model.entities.get(d.referenceEntity)?.idPrefix) || null };
  const stored = `${alias}.attrs ->> ${literal(d.id)}`;
  if (d.type === 'MANY_CHOICE')
    return {
      sql: `(select array_agg(e) from jsonb_array_elements_text(case when jsonb_typeof(${alias}.attrs -> ${literal(d.id)}) = 'array' then ${alias}.attrs -> ${literal(d.id)} end) e)`,
      type,
      array: true,
      notNull: false,
    };
  const slot = d.slot === null || !slotted.has(d.type) ? undefined : entity.columns.get(d.slot);
  if (slot)
    return {
      sql: d.type === 'DATE' ? `(${alias}."${slot.name}" at time zone 'UTC')::date` : `${alias}."${slot.name}"`,
      type,
      array: false,
      notNull: false,
    };
  if (d.type === 'MONEY')
    return {
      sql: guarded(ctx, entity, alias, `(${alias}.attrs -> ${literal(d.id)} ->> 'amount')::numeric`),
      type,
      array: false,
      notNull: false,
    };
  return { sql: sql === 'text' ? `(${stored})` : guarded(ctx, entity, alias, `(${stored})::${sql}`), type, array: false, notNull: false };
}

export function attributeCondition(ctx: PlanContext, entity: EntityDef, alias: string, key: string, op: Operator, value: Leaf): Condition {
  const d = definitionOf(ctx, entity, key);
  const c = comparableAttribute(ctx, entity, alias, key);
  const held = contained(d, op);
  if (held !== null && isGiven(ctx, value)) {
    // Containment is what the GIN index over all attributes answers.
    const document = ctx.sink.param(({ variables }) =>
      JSON.stringify({ [d.id]: held(parameterOf(c.type, leafValue(value, variables), value.path ?? [])) }),
    );
    return `${alias}.attrs @> ${document}::jsonb`;
  }
  if (d.slot !== null && d.type === 'DATE' && isGiven(ctx, value)) return compare(ctx, indexedDate(entity, alias, d, c), op, value);
  return compare(ctx, c, op, value);
}

/** How the jsonb holds the one value asked for; null where containment does not answer. */
function contained(d: AttributeDefinition, op: Operator): ((value: unknown) => unknown) | null {
  if (op === 'has' && d.type === 'MANY_CHOICE') return (v) => [v];
  return op === 'eq' && d.slot === null && ['TEXT', 'CHOICE', 'REFERENCE', 'DATE', 'BOOLEAN'].includes(d.type) ? (v) => v : null;
}

/** The slot holds midnight in UTC: compared as it is, its index serves. */
function indexedDate(entity: EntityDef, alias: string, d: AttributeDefinition, c: Comparable): Comparable {
  const slot = d.slot === null ? undefined : entity.columns.get(d.slot);
  return slot ? { ...c, sql: `${alias}."${slot.name}"`, type: { kind: 'date', sql: 'timestamptz', prefix: null } } : c;
}

/**
 * One JSON object by key; all keys where none are named, then without those that have no value. What the reader is not cleared for is not
 * there, as if nobody had defined it.
 */
export function emitAttributes(ctx: PlanContext, entity: EntityDef, alias: string, keys: readonly string[] | null): Emitted {
  const all = [...ctx.attributes.byKey(entity.name).values()].filter(
    (d) => !d.retired && ctx.rights.clearance.withholds(d.classification) === null,
  );
  const definitions = keys === null ? all : keys.flatMap((k) => all.filter((d) => d.key === k));
  const columns = new Columns(ctx);
  for (const d of definitions) {
    requireAttribute(ctx, entity, d);
    columns.add(d.key, attributeOutput(ctx, `${alias}.attrs`, d));
  }
  const sql = columns.object();
  return { sql: keys === null ? `json_strip_nulls(${sql})` : sql, shape: columns.shape() };
}

/** One attribute out of a record's document of them. */
export function attributeOutput(ctx: PlanContext, attrs: string, d: AttributeDefinition): string {
  const json = `${attrs} -> ${literal(d.id)}`;
  const text = `${attrs} ->> ${literal(d.id)}`;
  switch (d.type) {
    case 'BOOLEAN':
      return `(${text})::boolean`;
    case 'MANY_CHOICE':
      return `case when jsonb_typeof(${json}) = 'array' then array(select jsonb_array_elements_text(${json})) end`;
    case 'MONEY':
      return `case when jsonb_typeof(${json}) = 'object' then (select row_to_json("~") from (select ${json} ->> 'amount' as "amount", ${json} ->> 'currency' as "currency") "~") end`;
    case 'REFERENCE': {
      const prefix = d.referenceEntity === null ? undefined : ctx.model.entities.get(d.referenceEntity)?.idPrefix;
      return prefix === undefined ? `(${text})` : idText(prefix, `(${text})`, ctx.values);
    }
    default:
      return `(${text})`;
  }
}
