/**
 * Hierarchies of customers: what is above or below in one recursive statement, and the lock that keeps two writers from closing a circle
 * between them.
 */
import { type Id, type SQL, sql } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { closesCircle } from './events.ts';
import { ends, type Period, type RelationshipRule } from './rules.ts';
import { relationships } from './tables.ts';

type CustomerId = Id<'Customer'>;
interface Party {
  readonly fromId: CustomerId | null;
  readonly toId: CustomerId;
}

/** Columns of a link that hold its upper and its lower party. */
export const columnsOf = (rule: RelationshipRule): { readonly upper: SQL; readonly lower: SQL } =>
  rule.above === 'FROM' ? { upper: sql.raw('from_id'), lower: sql.raw('to_id') } : { upper: sql.raw('to_id'), lower: sql.raw('from_id') };

/** Everybody above a customer in a period; a way up counts only for the days that all of its links have in common. */
function above(rule: RelationshipRule, customer: CustomerId, { validFrom, validTo }: Period): SQL<{ node: CustomerId }> {
  const { upper, lower } = columnsOf(rule);
  return sql`with recursive up(node, since, until) as (
      select ${customer}::uuid, ${validFrom}::date, coalesce(${validTo}::date, '9999-12-31'::date)
      union
      select r.${upper}, greatest(up.since, r.valid_from), least(up.until, coalesce(r.valid_to, '9999-12-31'::date))
      from up join ${relationships} r on r.${lower} = up.node
      where r.type = ${rule.type} and r.${upper} is not null and r.${upper} <> r.${lower}
        and r.valid_from <= up.until and coalesce(r.valid_to, '9999-12-31'::date) >= up.since
    ) select distinct node::text as node from up`;
}

const ancestors = async (tx: CrmTx, rule: RelationshipRule, customer: CustomerId, period: Period): Promise<ReadonlySet<CustomerId>> =>
  new Set((await tx.sql(above(rule, customer, period))).map((row) => row.node));

/**
 * Refuses a link that would put its lower party above itself. Whoever adds a link holds both parties (its input locks them) and everybody
 * above the upper one. In a circle that several writers would close together the lower party of each new link is above the upper party of
 * the next: so one waits for the other, and then sees its link.
 */
export async function refuseCircle(tx: CrmTx, rule: RelationshipRule, link: Party & Period): Promise<void> {
  const parties = ends(rule, link);
  if (parties === null) return;
  let known: ReadonlySet<CustomerId> = new Set();
  // What was above may have changed while the locks were waited for: until nothing new turns up.
  for (;;) {
    const seen = await ancestors(tx, rule, parties.upper, link);
    const fresh = [...seen].filter((id) => !known.has(id));
    if (seen.has(parties.lower)) throw closesCircle({ type: rule.type }, 'to');
    if (fresh.length === 0) return;
    await tx.lock(Customer, fresh);
    known = new Set([...known, ...fresh]);
  }
}

export interface Node {
  readonly customer: CustomerId;
  readonly parent: CustomerId;
  readonly relationship: Id<'Relationship'>;
  readonly level: number;
}

/** Who is above or below a customer on a day, nearest first, each once at its nearest level. */
export function walk(
  rule: RelationshipRule,
  o: { readonly from: CustomerId; readonly direction: 'UP' | 'DOWN'; readonly asOf: string; readonly maxLevels: number },
): SQL<Node> {
  const { upper, lower } = columnsOf(rule);
  const [here, next] = o.direction === 'DOWN' ? [upper, lower] : [lower, upper];
  return sql`select distinct on (w.node) w.node::text as customer, w.origin::text as parent, w.link::text as relationship, w.level from (
      with recursive way(node, origin, link, level, path) as (
        select ${o.from}::uuid, null::uuid, null::uuid, 0, array[${o.from}::uuid]
        union all
        select r.${next}, way.node, r.id, way.level + 1, way.path || r.${next}
        from way join ${relationships} r on r.${here} = way.node
        where r.type = ${rule.type} and r.${next} is not null and not r.${next} = any(way.path) and way.level < ${o.maxLevels}::int
          and r.valid_from <= ${o.asOf}::date and (r.valid_to is null or r.valid_to >= ${o.asOf}::date)
      ) select * from way where level > 0
    ) w order by w.node, w.level, w.link`;
}
