/** Relationships are made, described further and ended; one that ended stays as history. */
import { type Id, label, type Row, select, sql, t } from '@guanxi/core';
import { type CrmTx, given } from '../common.ts';
import { dayIn } from '../contacts/validity.ts';
import { Customer } from '../customers/entities.ts';
import { openCustomer } from '../participants.ts';
import { p } from '../plugin.ts';
import { Relationship } from './entities.ts';
import { RelationshipType } from './enums.ts';
import {
  endsBeforeStart,
  endWithoutReason,
  hasEnded,
  needsContract,
  needsFrom,
  onlyOne,
  RelationshipCreated,
  RelationshipEnded,
  RelationshipUpdated,
  sameAgain,
  withItself,
} from './events.ts';
import { relationshipFields } from './fields.ts';
import { refuseCircle } from './hierarchy.ts';
import { ruleOf } from './points.ts';
import { conflictOf, type Link, type RelationshipRule } from './rules.ts';

export const createRelationship = p.command('createRelationship', {
  label: label('Create a relationship', '建立客户关系'),
  permission: 'crm:relationships:write',
  input: {
    /** Absent: the firm. Both parties are locked, so that two cannot make what only one of them may. */
    from: t.optional(t.id(Customer, { lock: true })),
    to: t.id(Customer, { lock: true }),
    type: t.enum(RelationshipType),
    role: t.optional(t.text(200)),
    /** Absent: today. */
    validFrom: t.optional(t.date()),
    /** The last day. */
    validTo: t.optional(t.date()),
    endReason: t.optional(t.text(500)),
    contractRef: t.optional(t.text(100)),
    valueToCompany: t.optional(t.text(2_000)),
    valueToCustomer: t.optional(t.text(2_000)),
    attributes: t.optional(t.attributes(Relationship)),
  },
  output: { relationship: t.ref(Relationship) },
  async run(tx, { from, to, type, validFrom = dayIn(tx.zone, tx.now), validTo, endReason, ...described }) {
    const rule = ruleOf(tx, type);
    const link = { fromId: from ?? null, toId: to, validFrom, validTo: validTo ?? null };
    refuseUnsound(rule, link, endReason, described.contractRef);
    if (from) await openCustomer(tx, from, 'from');
    await openCustomer(tx, to, 'to');
    await refuseConflict(tx, rule, link);
    await refuseCircle(tx, rule, link);
    const relationship = await tx.insert(Relationship, { ...given(described), ...link, type, endReason: endReason ?? null });
    await tx.emit(RelationshipCreated, { subject: relationship, fromId: link.fromId, toId: to, type, validFrom });
    return { relationship };
  },
});

/** What can be seen without asking the database. */
function refuseUnsound(rule: RelationshipRule, link: Link, endReason: string | undefined, contractRef: string | undefined): void {
  const { type } = rule;
  if (link.fromId === link.toId) throw withItself({}, 'to');
  if (rule.from === 'CUSTOMER' && link.fromId === null) throw needsFrom({ type }, 'from');
  if (rule.needsContract && contractRef === undefined) throw needsContract({ type }, 'contractRef');
  refusePeriod(link.validFrom, link.validTo);
  if ((link.validTo === null) !== (endReason === undefined)) throw endWithoutReason({}, link.validTo === null ? 'validTo' : 'endReason');
}

function refusePeriod(validFrom: string, validTo: string | null): void {
  if (validTo !== null && validTo < validFrom) throw endsBeforeStart({ validFrom, validTo }, 'validTo');
}

async function refuseConflict(
  tx: CrmTx,
  rule: RelationshipRule,
  link: { readonly fromId: Id<'Customer'> | null; readonly toId: Id<'Customer'> } & Link,
): Promise<void> {
  const { fromId, toId } = link;
  const touching = await tx.system.read(select(relationshipFields, { fromId: true, toId: true, validFrom: true, validTo: true }), {
    where: (r) =>
      sql`${r.type} = ${rule.type} and (${r.toId} = ${toId} or ${r.fromId} = ${toId} or ${r.toId} = ${fromId} or ${r.fromId} = ${fromId})`,
  });
  const conflict = conflictOf(rule, link, touching);
  if (conflict === 'SAME') throw sameAgain({ type: rule.type }, 'to');
  if (conflict !== null) throw onlyOne({ type: rule.type }, conflict === 'FROM_HAS_ONE' ? 'from' : 'to');
}

export const updateRelationship = p.command('updateRelationship', {
  label: label('Change a relationship', '修改客户关系'),
  permission: 'crm:relationships:write',
  input: {
    relationship: t.id(Relationship, { subject: true }),
    set: t.patch(Relationship, ['role', 'contractRef', 'valueToCompany', 'valueToCustomer']),
    attributes: t.optional(t.attributes(Relationship)),
  },
  output: { relationship: t.ref(Relationship) },
  async run(tx, { relationship, set, attributes }) {
    const row = await openRelationship(tx, relationship);
    if (ruleOf(tx, row.type).needsContract && set.contractRef === null) throw needsContract({ type: row.type }, 'set.contractRef');
    await tx.update(Relationship, relationship, { ...set, ...(attributes && { attributes }) });
    const fields = [...Object.keys(set), ...(attributes ? ['attributes'] : [])];
    await tx.emit(RelationshipUpdated, { subject: relationship, fromId: row.fromId, toId: row.toId, type: row.type, fields });
    return { relationship };
  },
});

export const endRelationship = p.command('endRelationship', {
  label: label('End a relationship', '终止客户关系'),
  permission: 'crm:relationships:write',
  input: {
    relationship: t.id(Relationship, { subject: true }),
    /** The last day. Absent: today. */
    validTo: t.optional(t.date()),
    reason: t.text(500),
  },
  output: { relationship: t.ref(Relationship) },
  async run(tx, { relationship, validTo = dayIn(tx.zone, tx.now), reason }) {
    const row = await openRelationship(tx, relationship);
    refusePeriod(row.validFrom, validTo);
    await tx.update(Relationship, relationship, { validTo, endReason: reason });
    await tx.emit(RelationshipEnded, { subject: relationship, fromId: row.fromId, toId: row.toId, type: row.type, validTo });
    return { relationship };
  },
});

/** G15: what has an end is history. */
async function openRelationship(tx: CrmTx, id: Id<'Relationship'>): Promise<Row<Relationship>> {
  const row = await tx.lock(Relationship, id);
  if (row.validTo !== null) throw hasEnded({ validTo: row.validTo }, 'relationship');
  return row;
}
