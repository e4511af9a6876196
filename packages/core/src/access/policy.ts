/** Compiles read rules and restrictions into the predicate of a table reference. */
import { classificationColumn } from '../model/columns.ts';
import type { EntityDef } from '../model/model.ts';
import type { Policy } from '../model/policy.ts';
import { allOf, type Condition } from './condition.ts';
import type { AccessContext } from './context.ts';
import { type Rights, throughTarget } from './rights.ts';
import { related, rowOf } from './symbols.ts';

/** The record from which a row was reached, and by which of the row's columns. */
export interface Reached {
  readonly from: EntityDef;
  readonly column: string;
}

/** Which rows the actor may see, beside the tenant's. */
export function rowPolicy(
  ctx: AccessContext,
  entity: EntityDef,
  alias: string,
  reached: Reached | null = null,
  seen: readonly string[] = [],
): Condition {
  const own = readRule(ctx, entity, alias, reached, seen);
  if (own === false) return false;
  return allOf([own, ...entity.restrictions.map((r) => restriction(ctx, entity, alias, r)), notConfidential(ctx, entity, alias)]);
}

/** What another plugin lets through. */
export const restriction = (
  ctx: AccessContext,
  entity: EntityDef,
  alias: string,
  { policy }: EntityDef['restrictions'][number],
): Condition => evaluate(ctx, entity, alias, policy);

/** What is flagged is not there for whoever is not cleared. A row out of an old line of the change log has no flag, and was none then. */
export function notConfidential(ctx: AccessContext, entity: EntityDef, alias: string): Condition {
  if (!hidesConfidential(ctx.rights, entity)) return true;
  return `${alias}."${classificationColumn}" is distinct from 'CONFIDENTIAL'`;
}

/** Whether confidential records of the entity are hidden from this reader. */
export const hidesConfidential = (rights: Rights, entity: EntityDef): boolean =>
  entity.hasClassification && rights.clearance.withholds('CONFIDENTIAL') !== null;

/** Whether every row may be seen but those that are flagged confidential. */
export function seesAllUnflagged(ctx: AccessContext, entity: EntityDef, seen: readonly string[] = []): boolean {
  return allOf([readRule(ctx, entity, 't', null, seen), ...entity.restrictions.map((r) => restriction(ctx, entity, 't', r))]) === true;
}

/** The tenant's rows that the actor may see: the predicate every table reference has. */
export function tableCondition(ctx: AccessContext, entity: EntityDef, alias: string, reached: Reached | null = null): Condition {
  return allOf([`${alias}.tenant_id = ${ctx.sink.tenant()}`, ctx.policy(entity, alias, reached)]);
}

/** What the entity itself says of who sees which rows. */
export function readRule(
  ctx: AccessContext,
  entity: EntityDef,
  alias: string,
  reached: Reached | null,
  seen: readonly string[],
): Condition {
  const rule = entity.read;
  if (typeof rule === 'function') return evaluate(ctx, entity, alias, rule);
  if (typeof rule === 'string') return held(ctx, entity, alias, rule);
  if (rule.permission !== null && !ctx.rights.has(rule.permission)) return false;
  const target = throughTarget(ctx.model, entity);
  if (target === null) return false;
  // From that very record it costs nothing: it was seen already.
  if (reached?.column === rule.column && reached.from === target) return true;
  if (seen.includes(entity.name)) throw new TypeError(`through() goes in a circle: ${[...seen, entity.name].join(' → ')}`);
  const column = `${alias}."${entity.columns.get(rule.column)?.name}"`;
  const inner = ctx.sink.alias();
  const policy = ctx.policy(target, inner, null, [...seen, entity.name]);
  if (policy === false) return false;
  // The foreign key says that the record is there; when all of its kind are visible, so is this.
  const isThere: Condition = entity.columns.get(rule.column)?.notNull ? true : `${column} is not null`;
  if (policy === true) return isThere;
  // All but those that are flagged: few, found by an index of their own once, and looked up in memory for each row.
  if (hidesConfidential(ctx.rights, target) && seesAllUnflagged(ctx, target, [...seen, entity.name]))
    return allOf([
      isThere,
      `${column} not in (select ${inner}.id from ${ctx.sink.table(target.tableName)} ${inner} where ${inner}.tenant_id = ${ctx.sink.tenant()} and ${inner}."${classificationColumn}" = 'CONFIDENTIAL')`,
    ]);
  return `exists (select 1 from ${ctx.sink.table(target.tableName)} ${inner} where ${inner}.tenant_id = ${ctx.sink.tenant()} and ${inner}.id = ${column} and ${policy})`;
}

/** A permission that reaches less than everything narrows to the owner's records where there is an owner. */
function held(ctx: AccessContext, entity: EntityDef, alias: string, permission: string): Condition {
  if (!ctx.rights.has(permission)) return false;
  if (!entity.hasOwner) return true;
  return evaluate(ctx, entity, alias, (row, actor) => actor.owned(row as unknown as Parameters<typeof actor.owned>[0], permission));
}

// biome-ignore lint/suspicious/noExplicitAny: a policy over whatever entity
function evaluate(ctx: AccessContext, entity: EntityDef, alias: string, policy: Policy<any, string>): Condition {
  const decided = policy(rowOf(entity, alias), ctx.actor, related);
  return typeof decided === 'boolean' ? decided : `(${ctx.render(decided, 'policy')})`;
}
