/** Which records come next: of everything there is, or of what the window concerns. Ids only; what of them is seen, the read path decides. */
import { bindingsOf } from '../access/actor.ts';
import { conditionText } from '../access/condition.ts';
import { accessContext } from '../access/context.ts';
import { tableCondition } from '../access/policy.ts';
import { type Access, rightsOf } from '../access/rights.ts';
import { Sink } from '../access/sink.ts';
import type { Result, Statement } from '../database/port.ts';
import type { EntityDef } from '../model/model.ts';
import type { ReadKernel } from '../read/kernel.ts';
import type { Place } from './cursor.ts';
import { imagesOf } from './images.ts';
import { decisiveColumns, dependenciesOf, entitiesIn, pathsOf } from './reach.ts';
import { touches, windowOf } from './window.ts';

type PageKernel = Pick<ReadKernel, 'model' | 'clock'>;

/** A record, with the positions of the transactions that may have brought it into sight or taken it out. */
export interface Concerned extends Place {
  readonly positions: readonly string[];
}

/** @param after Where the last page ended; null: at the beginning. @returns up to `limit` in order of entity and id */
export function everything(
  kernel: PageKernel,
  entities: readonly EntityDef[],
  access: Access,
  after: Place | null,
  limit: number,
): Statement {
  const sink = new Sink();
  const ctx = accessContext(kernel.model, rightsOf(access), sink);
  const parts = entities.flatMap((entity, i) => {
    if (i < (after?.entity ?? 0)) return [];
    const t = sink.alias();
    const beyond = after?.entity === i ? ` and ${t}.id > ${sink.param(() => after.id)}::uuid` : '';
    return [
      `(select ${i} as o, ${t}.id, null::bigint[] as ps from ${sink.table(entity.tableName)} ${t} where ${conditionText(tableCondition(ctx, entity, t))}${beyond} order by ${t}.id limit ${limit})`,
    ];
  });
  return bound(kernel, sink, access, `select * from (${parts.join(' union all ')}) c order by o, id limit ${limit}`);
}

/** What is concerned by what happened behind `position`, up to `until`. */
export function concerned(
  kernel: PageKernel,
  entities: readonly EntityDef[],
  access: Access,
  window: { readonly position: number; readonly until: number; readonly after: Place | null },
  limit: number,
): Statement {
  const sink = new Sink();
  const ctx = accessContext(kernel.model, rightsOf(access), sink);
  const used = new Set<EntityDef>();
  const parts = entities.flatMap((entity, i) => {
    const e = sink.alias();
    const dependencies = dependenciesOf(ctx, entity, e);
    for (const one of entitiesIn(entity, dependencies)) used.add(one);
    // Just before it was made nobody saw it.
    const own = `select ${i} as o, w.id, w.p, w.op <> 'i' and ${touches(sink, 'w', decisiveColumns(ctx, entity))} as m from w where w.entity = '${entity.name}'`;
    return [own, ...pathsOf(dependencies).map((path) => dependent(sink, entity, e, i, path))];
  });
  const after = window.after
    ? `and (c.o, c.id) > (${sink.param(() => window.after?.entity ?? 0)}::int, ${sink.param(() => window.after?.id ?? null)}::uuid)`
    : '';
  const text = `${windowOf(sink, window.position, [...used])}
    select c.o, c.id, array_agg(distinct c.p) filter (where c.m) as ps from (${parts.join(' union all ')}) c
    where c.p <= ${sink.param(() => window.until)}::bigint ${after} group by c.o, c.id order by c.o, c.id limit ${limit}`;
  return bound(kernel, sink, access, text);
}

/** Records that hang on one changed in the window, by the records between as they are: had one of those changed too, it would stand for itself. */
function dependent(sink: Sink, entity: EntityDef, e: string, i: number, path: ReturnType<typeof pathsOf>[number]): string {
  const tenant = sink.tenant();
  const last = path[path.length - 1] ?? path[0];
  const between = path.slice(0, -1);
  const from = [
    `${imagesOf(sink, last.entity, last.columns)} ${last.alias}`,
    ...between.map((d) => `${sink.table(d.entity.tableName)} ${d.alias}`),
    `${sink.table(entity.tableName)} ${e}`,
  ];
  const where = [...between.map((d) => `${d.alias}.tenant_id = ${tenant}`), `${e}.tenant_id = ${tenant}`, ...path.map((d) => d.links)];
  return `select ${i} as o, ${e}.id, ${last.alias}.p, true as m from ${from.join(', ')} where ${where.join(' and ')}`;
}

export const placesIn = ({ rows }: Result): readonly Concerned[] =>
  rows.map((row) => ({
    entity: Number(row['o']),
    id: String(row['id']),
    positions: ((row['ps'] as readonly unknown[] | null) ?? []).map(String),
  }));

/** Numbers its parameters and binds the actor. */
export function bound(kernel: PageKernel, sink: Sink, access: Access, sql: string): Statement {
  const { text, bind } = sink.finish(sql);
  return { text, params: bind({ variables: {}, actor: bindingsOf(access.actor), now: kernel.clock.now() }) };
}
