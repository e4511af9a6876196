/**
 * On which other records it depends whether a record can be seen: the one it is read `through`, and those that a policy asks for with
 * `q.exists` and the like. When such a record changes, what depends on it may have come into sight or gone out of it.
 */
import type { SQL } from 'drizzle-orm';
import { conditionText } from '../access/condition.ts';
import type { AccessContext } from '../access/context.ts';
import { throughTarget } from '../access/rights.ts';
import { related, rowOf, type Symbolic, symbol, symbolOf } from '../access/symbols.ts';
import type { EntityDef } from '../model/model.ts';
import { conjunctsOf, replaced, symbolsIn } from './conjuncts.ts';

export interface Dependency {
  readonly entity: EntityDef;
  /** Of its row in `links`. */
  readonly alias: string;
  /** What ties its row to the dependent one: holds for every pair of which one could matter to the other. */
  readonly links: string;
  /** Columns whose change could matter; null: any could. */
  readonly columns: readonly string[] | null;
  /** On what it depends in turn. */
  readonly below: readonly Dependency[];
}

/** None where all or nothing can be seen, whatever the records say. */
export function dependenciesOf(ctx: AccessContext, entity: EntityDef, alias: string): readonly Dependency[] {
  if (typeof ctx.policy(entity, alias) === 'boolean') return [];
  const { read } = entity;
  const policies = [...(typeof read === 'function' ? [read] : []), ...entity.restrictions.map((r) => r.policy)];
  const asked = policies.flatMap((policy) => {
    const decided = policy(rowOf(entity, alias), ctx.actor, related);
    return typeof decided === 'boolean' ? [] : askedFor(ctx, decided);
  });
  return typeof read === 'object' ? [...throughIt(ctx, entity, alias, read.column), ...asked] : asked;
}

function throughIt(ctx: AccessContext, entity: EntityDef, alias: string, column: string): readonly Dependency[] {
  const target = throughTarget(ctx.model, entity);
  if (target === null) return [];
  const inner = ctx.sink.alias();
  if (typeof ctx.policy(target, inner) === 'boolean') return [];
  const links = `${inner}.id = ${alias}."${entity.columns.get(column)?.name}"`;
  return [{ entity: target, alias: inner, links, columns: decisiveColumns(ctx, target), below: dependenciesOf(ctx, target, inner) }];
}

/** Columns of a record that decide whether it is seen; null: any could. */
export function decisiveColumns(ctx: AccessContext, entity: EntityDef): readonly string[] | null {
  const alias = ctx.sink.alias();
  return namedIn(entity, alias, conditionText(ctx.policy(entity, alias)));
}

/** What the log does not list as changed, though it does change. */
const unlisted = /^(version|updatedAt|updatedBy|grams|attr[TND]\d)$/;

function namedIn(entity: EntityDef, alias: string, text: string): readonly string[] | null {
  const names = new Set([...text.matchAll(new RegExp(`\\b${alias}\\."(\\w+)"`, 'g'))].map(([, name]) => name));
  const keys = [...entity.columns.values()].filter((c) => names.has(c.name)).map((c) => c.key);
  return keys.some((key) => unlisted.test(key)) ? null : keys;
}

const asRelated = (chunk: unknown): Extract<Symbolic, { kind: 'related' }> | null => {
  const s = symbolOf(chunk);
  return s?.kind === 'related' ? s : null;
};

/** Inside a policy other tables have no policy of their own: what they depend on is what the expression itself asks for. */
function askedFor(ctx: AccessContext, expression: SQL): readonly Dependency[] {
  return symbolsIn(expression).flatMap((chunk): readonly Dependency[] => {
    const asked = asRelated(chunk);
    const entity = asked && ctx.model.entities.get(asked.entity.name);
    if (!asked || !entity) return [];
    const alias = ctx.sink.alias();
    const where = asked.where(rowOf(entity, alias));
    const columns = namedIn(entity, alias, ctx.render(where, 'policy'));
    return [{ entity, alias, links: linksIn(ctx, where), columns, below: askedFor(ctx, where) }];
  });
}

/** What the condition says without the records below: those may have been otherwise, so nothing is concluded from them. */
function linksIn(ctx: AccessContext, where: SQL): string {
  const parts = conjunctsOf(where).map((part) => {
    if (!symbolsIn(part).some(asRelated)) return `(${ctx.render(part, 'policy')})`;
    // With an unknown in their place, what is still false is false however they are.
    const open = replaced(part, (chunk) => {
      const asked = asRelated(chunk);
      return asked ? symbol({ kind: 'text', text: asked.does === 'exists' ? 'null::boolean' : 'null::numeric' }) : chunk;
    });
    return `((${ctx.render(open, 'policy')}) is not false)`;
  });
  return conditionText(parts.join(' and '));
}

/** Every way from a record down to one that it depends on. */
export const pathsOf = (dependencies: readonly Dependency[]): readonly (readonly [Dependency, ...Dependency[]])[] =>
  dependencies.flatMap((d) => [[d] as const, ...pathsOf(d.below).map((rest) => [d, ...rest] as const)]);

/** The entity and all that it depends on. */
export const entitiesIn = (entity: EntityDef, dependencies: readonly Dependency[]): readonly EntityDef[] => [
  ...new Set([
    entity,
    ...pathsOf(dependencies)
      .flat()
      .map((d) => d.entity),
  ]),
];
