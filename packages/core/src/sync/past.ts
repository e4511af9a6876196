/**
 * Whether the actor could see a record before: its policy, asked of the database as it was just before each transaction that concerns the
 * record. Every table that the policy looks into is put together as of then, out of the rows of now and the change log. So a record that
 * went out of sight is told of to those who had it in sight, and to nobody else.
 */
import { conditionText } from '../access/condition.ts';
import { accessContext } from '../access/context.ts';
import { tableCondition } from '../access/policy.ts';
import { type Access, rightsOf } from '../access/rights.ts';
import { Sink } from '../access/sink.ts';
import type { Result, Statement } from '../database/port.ts';
import type { EntityDef, Model } from '../model/model.ts';
import type { ReadKernel } from '../read/kernel.ts';
import { columnsUnder, documentAs, documentColumns, entryOf } from './images.ts';
import { bound, type Concerned } from './page.ts';
import { dependenciesOf, entitiesIn } from './reach.ts';
import { windowOf } from './window.ts';

/** Where each table named in a statement is what it was just before the transaction at `x.p`. */
class PastSink extends Sink {
  private readonly model: Model;
  /** What the window's lines say of rows before them, by entity: laid out once, and looked into for every record and transaction. */
  readonly befores = new Map<EntityDef, string>();
  constructor(model: Model) {
    super();
    this.model = model;
  }
  override table(name: string): string {
    const entity = this.model.byTable.get(name);
    return entity ? asBefore(this, entity) : super.table(name);
  }
  before(entity: EntityDef): string {
    const known = this.befores.get(entity) ?? `b${this.befores.size}`;
    this.befores.set(entity, known);
    return known;
  }
}

/** A row that changed since then was as its first change since says it was before; where that says nothing, it was not there. */
function asBefore(sink: PastSink, entity: EntityDef): string {
  const [c, later, b, first] = [sink.alias(), sink.alias(), sink.alias(), sink.alias()];
  const before = sink.before(entity);
  return `(select ${columnsUnder(entity, c)} from crm."${entity.tableName}" ${c}
      where ${c}.tenant_id = ${sink.tenant()} and not exists (select 1 from ${before} ${later} where ${later}.p >= x.p and ${later}.id = ${c}.id)
    union all select ${columnsUnder(entity, first)}
      from (select distinct on (${b}.id) ${b}.* from ${before} ${b} where ${b}.p >= x.p order by ${b}.id, ${b}.p, ${b}.entry) ${first} where ${first}.was)`;
}

const beforesOf = (sink: PastSink): readonly string[] =>
  [...sink.befores].map(([entity, name]) => {
    const [w, l, r] = [sink.alias(), sink.alias(), sink.alias()];
    return `${name} as materialized (select ${w}.p, ${w}.version as entry, ${l}.before is not null as was, ${documentColumns(sink, entity, r, `${w}.id`)}
      from w ${w} cross join ${entryOf(sink, entity, w, l)} left join lateral ${documentAs(entity, `${l}.before`, r)} on true where ${w}.entity = '${entity.name}')`;
  });

/** A row `{ o, id, p, seen, gone }` for each record and transaction that concerns it. */
export function seenBefore(
  kernel: Pick<ReadKernel, 'model' | 'clock'>,
  entities: readonly EntityDef[],
  access: Access,
  position: number,
  records: readonly Concerned[],
): Statement {
  const sink = new PastSink(kernel.model);
  const ctx = accessContext(kernel.model, rightsOf(access), sink);
  const pairs = records.flatMap(({ entity, id, positions }) => positions.map((p) => ({ o: entity, id, p })));
  const asked = entities.map((entity, i) => ({ entity, i })).filter(({ i }) => records.some((r) => r.entity === i));
  const used = asked.flatMap(({ entity }) => entitiesIn(entity, dependenciesOf(ctx, entity, sink.alias())));
  const parts = asked.map(({ entity, i }) => {
    const [t, now] = [sink.alias(), sink.alias()];
    const seen = conditionText(tableCondition(ctx, entity, t));
    return `select x.o, x.id, x.p, exists (select 1 from ${asBefore(sink, entity)} ${t} where ${t}.id = x.id and ${seen}) as seen,
      not exists (select 1 from crm."${entity.tableName}" ${now} where ${now}.tenant_id = ${sink.tenant()} and ${now}.id = x.id) as gone
      from x where x.o = ${i}`;
  });
  const text = `${[windowOf(sink, position, [...new Set(used)]), ...beforesOf(sink)].join(', ')},
    x as materialized (select * from json_to_recordset(${sink.param(() => JSON.stringify(pairs))}::json) as g(o int, id uuid, p bigint))
    ${parts.join(' union all ')}`;
  return bound(kernel, sink, access, text);
}

export interface Gone {
  readonly entity: number;
  readonly id: string;
  /** False where it is there still, out of sight; and where it was out of sight before it was removed. */
  readonly isDeleted: boolean;
}

/** Those of the records that were in sight. */
export function goneIn({ rows }: Result): readonly Gone[] {
  const last = new Map<string, { readonly gone: Gone; readonly p: bigint; readonly seen: boolean; readonly ever: boolean }>();
  for (const row of rows) {
    const [entity, id, p, seen] = [Number(row['o']), String(row['id']), BigInt(String(row['p'])), row['seen'] === true] as const;
    const known = last.get(`${entity} ${id}`);
    const ever = seen || (known?.ever ?? false);
    if (known && known.p > p) last.set(`${entity} ${id}`, { ...known, ever });
    else last.set(`${entity} ${id}`, { gone: { entity, id, isDeleted: seen && row['gone'] === true }, p, seen, ever });
  }
  return [...last.values()].filter((r) => r.ever).map((r) => r.gone);
}
