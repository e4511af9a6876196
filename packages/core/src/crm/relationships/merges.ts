/** A merge moves relationships along; it must not put the survivor above itself in a hierarchy (G12). */
import { type Id, type SQL, sql } from '@guanxi/core';
import { CustomerMerged } from '../duplicates/events.ts';
import { p } from '../plugin.ts';
import { closesCircle } from './events.ts';
import { columnsOf } from './hierarchy.ts';
import { relationshipRules } from './points.ts';
import type { RelationshipRule } from './rules.ts';
import { relationships } from './tables.ts';

/** A way up from the customer that leads back to it. A link that the merge left between the customer and itself says nothing any more. */
function wayBack(rule: RelationshipRule, customer: Id<'Customer'>): SQL<{ found: number }> {
  const { upper, lower } = columnsOf(rule);
  const end = sql`coalesce(r.valid_to, '9999-12-31'::date)`;
  const isLink = sql`r.type = ${rule.type} and r.${upper} is not null and r.${upper} <> r.${lower}`;
  return sql`with recursive up(node, since, until) as (
      select r.${upper}, r.valid_from, ${end} from ${relationships} r where r.${lower} = ${customer} and ${isLink}
      union
      select r.${upper}, greatest(up.since, r.valid_from), least(up.until, ${end})
      from up join ${relationships} r on r.${lower} = up.node where ${isLink} and r.valid_from <= up.until and ${end} >= up.since
    ) select 1 as found from up where node = ${customer} limit 1`;
}

export const noCircleByMerging = p.during(CustomerMerged, async (tx, merges) => {
  const hierarchies = tx.contributions(relationshipRules).filter(({ value }) => value.above !== null);
  for (const { subject } of merges) {
    for (const { value: rule } of hierarchies) {
      if ((await tx.sql(wayBack(rule, subject))).length > 0) throw closesCircle({ type: rule.type }, 'duplicate');
    }
  }
});
