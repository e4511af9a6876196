/** A customer's relationships on a day, and the hierarchies it stands in. */
import { label, select, sql, t } from '@guanxi/core';
import { dayIn } from '../contacts/validity.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Relationship } from './entities.ts';
import { HierarchyDirection, RelationshipType } from './enums.ts';
import { noHierarchy } from './events.ts';
import { relationshipFields } from './fields.ts';
import { walk } from './hierarchy.ts';
import { ruleOf } from './points.ts';

export const relationshipsOf = p.list('relationshipsOf', {
  label: label('Relationships of a customer', '客户的关系'),
  permission: 'crm:relationships:read',
  of: Relationship,
  orderBy: 'validFrom',
  input: {
    customer: t.id(Customer),
    type: t.optional(t.enum(RelationshipType)),
    /** Those that lasted on this day. Absent: all. */
    asOf: t.optional(t.date()),
  },
  where: (row, { customer, type, asOf }) =>
    sql`(${row.fromId} = ${customer} or ${row.toId} = ${customer}) and ${row.fromId} is distinct from ${row.toId} and coalesce(${row.type} = ${type}, true)
      and coalesce(${row.validFrom} <= ${asOf}::date, true) and (${asOf}::date is null or ${row.validTo} is null or ${row.validTo} >= ${asOf}::date)`,
});

const HierarchyNode = t.object('HierarchyNode', {
  customer: t.ref(Customer),
  /** The one it was reached from, a level nearer. */
  parent: t.ref(Customer),
  relationship: t.ref(Relationship),
  level: t.int(),
});

/** However many levels there are, they are walked in one statement; a way through a relationship that one may not see is not gone. */
export const customerHierarchy = p.query('customerHierarchy', {
  label: label('Hierarchy of a customer', '客户层级'),
  permission: 'crm:relationships:read',
  cost: 100,
  input: {
    customer: t.id(Customer),
    type: t.enum(RelationshipType),
    direction: t.enum(HierarchyDirection),
    /** Absent: today. */
    asOf: t.optional(t.date()),
    maxLevels: t.optional(t.int({ min: 1, max: 50 })),
  },
  output: t.list(HierarchyNode, { max: 10_000 }),
  async run(scope, { customer, type, direction, asOf = dayIn(scope.zone, scope.now), maxLevels = 10 }) {
    const rule = ruleOf(scope, type);
    if (rule.above === null) throw noHierarchy({ type }, 'type');
    const found = await scope.sql(walk(rule, { from: customer, direction, asOf, maxLevels }));
    if (found.length === 0) return [];
    const visible = new Set(
      (await scope.read(select(relationshipFields, {}), { ids: found.map((node) => node.relationship) })).map((r) => r.id),
    );
    return reachable(
      customer,
      found.filter((node) => visible.has(node.relationship)),
    );
  },
});

/** Nodes to which a way of visible links leads, nearest first. */
function reachable<N extends { readonly customer: string; readonly parent: string; readonly level: number }>(
  start: string,
  nodes: readonly N[],
): N[] {
  const reached = new Set([start]);
  return [...nodes]
    .sort((a, b) => a.level - b.level)
    .filter((node) => {
      if (!reached.has(node.parent)) return false;
      reached.add(node.customer);
      return true;
    });
}
