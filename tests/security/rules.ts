/** Which columns decide what is seen: those that a policy, a restriction or a `visible` looks at, found by calling them, and a record’s class. */
import { sql } from '@guanxi/core';
import type { EntityDef } from '../../packages/core/src/model/model.ts';

/** Names of columns in code, as `Entity.column`. */
export function decidingColumns(entities: Iterable<EntityDef>): ReadonlySet<string> {
  const found = new Set<string>();
  const row = (entity: string): Record<string, unknown> =>
    new Proxy(
      {},
      {
        get: (_, key) => {
          if (typeof key === 'string') found.add(`${entity}.${key}`);
          return sql`null`;
        },
      },
    );
  /** One whose answers to `has` are the bits of a number, so that every way through a rule is gone. */
  const ask = (reach: 'none' | 'own' | 'team', bits: number) => {
    let asked = 0;
    return {
      has: () => ((bits >> asked++) & 1) === 1,
      scope: () => reach,
      owned: (of: { readonly ownerId: unknown; readonly teamId: unknown }) => [of.ownerId, of.teamId, sql`null`][2],
      staffId: sql`null`,
      contactId: sql`null`,
      customerIds: sql`null`,
      teamIds: sql`null`,
      teamIdsBelow: sql`null`,
    };
  };
  const over = (entity: { readonly name: string }, where?: (inner: unknown) => unknown) => {
    where?.(row(entity.name));
    return sql`null`;
  };
  const q = {
    exists: over,
    count: over,
    sum: (entity: { readonly name: string }, column: string, where: (inner: unknown) => unknown) => {
      found.add(`${entity.name}.${column}`);
      return over(entity, where);
    },
    now: sql`null`,
  };
  for (const entity of entities) {
    const { read } = entity;
    if (entity.hasClassification) found.add(`${entity.name}.classification`);
    if (typeof read === 'object') found.add(`${entity.name}.${read.column}`);
    const rules = [
      ...(typeof read === 'function' ? [read] : []),
      ...entity.restrictions.map((each) => each.policy),
      ...[...entity.fields.values()].flatMap(({ spec }) => spec.options.visible ?? []),
    ];
    for (const rule of rules)
      for (const reach of ['none', 'own', 'team'] as const)
        for (let bits = 0; bits < 16; bits++) rule(row(entity.name) as never, ask(reach, bits) as never, q as never);
  }
  return found;
}
