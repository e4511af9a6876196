/** Cases are escalated by hand and by time, kept from it only with a reason; the ladder is data of the tenant. */
import { type Id, label, select, sql, t, type ValueOf } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { openCase, output, person, theCase } from '../cases/open.ts';
import { knownRole } from '../clocks/policies.ts';
import type { ComplaintsTx } from '../common.ts';
import { p } from '../plugin.ts';
import { take } from './climbing.ts';
import { Escalation, EscalationRule } from './entities.ts';
import { EscalationCause } from './enums.ts';
import { alreadyAtLevel, EscalationRuleDefined, EscalationSuppressed, praiseNotEscalated, unsoundRule } from './events.ts';
import { escalationFields } from './fields.ts';

const level = t.int({ min: 1, max: 9 });

async function escalationAt(tx: ComplaintsTx, complaint: Id<'Complaint'>, at: number): Promise<Id<'Escalation'> | null> {
  const [known] = await tx.system.read(select(escalationFields, {}), {
    where: (e) => sql`${e.complaintId} = ${complaint} and ${e.level} = ${at}`,
  });
  return known?.id ?? null;
}

export const escalateComplaint = p.command('escalateComplaint', {
  label: label('Escalate a case', '升级个案'),
  permission: 'complaints:handle',
  input: { ...theCase, level, role: t.text(100), note: t.text(2_000) },
  output,
  async run(tx, { complaint, level: to, role, note }) {
    const row = await openCase(tx, complaint);
    if (row.type === 'PRAISE') throw praiseNotEscalated({}, 'complaint');
    await knownRole(tx, role, 'role');
    if (await escalationAt(tx, complaint, to)) throw alreadyAtLevel({ number: row.number, level: to }, 'level');
    await take(tx, row, [{ level: to, cause: 'MANUAL', role, note, byId: person(tx) }]);
    return { complaint };
  },
});

/** Run by a timer when a case has become as old as a rung of the ladder says. */
export const escalateByAge = p.command('escalateByAge', {
  label: label('Escalate an old case', '按时长升级个案'),
  permission: 'complaints:handle',
  input: { complaint: t.id(Complaint, { lock: true }), rule: t.id(EscalationRule) },
  output,
  async run(tx, { complaint, rule }) {
    const row = await tx.lock(Complaint, complaint);
    const rung = await tx.lock(EscalationRule, rule);
    if (row.closedAt !== null || row.solvedAt !== null || row.type !== 'COMPLAINT') return { complaint };
    if (!rung.active || rung.after === null || row.severity < rung.minSeverity) return { complaint };
    const due = (await tx.plugins.calendar.clock('ALWAYS')).add(row.receivedAt, rung.after).at;
    if (tx.now >= due) await take(tx, row, [{ level: rung.level, cause: 'AGE', role: rung.role }]);
    return { complaint };
  },
});

/** Keeps a case from a level, or takes back that it went there. Nobody does so without a reason, and the digest tells both. */
export const suppressEscalation = p.command('suppressEscalation', {
  label: label('Suppress an escalation', '压下升级'),
  permission: 'complaints:manage',
  input: { ...theCase, level, reason: t.text(2_000) },
  output: { ...output, escalation: t.ref(Escalation) },
  async run(tx, { complaint, level: at, reason }) {
    const row = await openCase(tx, complaint);
    const by = person(tx);
    const mark = { suppressedAt: tx.now, suppressedById: by, suppressedReason: reason };
    const known = await escalationAt(tx, complaint, at);
    if (known) await tx.update(Escalation, known, mark);
    const escalation =
      known ??
      (await tx.insert(Escalation, { complaintId: complaint, level: at, cause: 'MANUAL', role: '-', at: tx.now, byId: by, ...mark }));
    await tx.emit(EscalationSuppressed, { subject: complaint, customerId: row.customerId, responsibleId: row.ownerId, level: at, by });
    return { complaint, escalation };
  },
});

const needs = (cause: ValueOf<typeof EscalationCause>): 'threshold' | 'after' | null =>
  cause === 'AGE' ? 'after' : cause === 'SEVERITY' || cause === 'REPETITION' ? 'threshold' : null;

export const defineEscalationRule = p.command('defineEscalationRule', {
  label: label('Define a rung of the ladder', '制定升级规则'),
  permission: 'complaints:manage',
  input: {
    level,
    cause: t.enum(EscalationCause),
    threshold: t.optional(t.int({ min: 1, max: 1_000 })),
    after: t.optional(t.duration()),
    minSeverity: t.optional(t.int({ min: 1, max: 5 })),
    role: t.text(100),
  },
  output: { rule: t.ref(EscalationRule) },
  async run(tx, { level: to, cause, threshold, after, minSeverity = 1, role }) {
    const needed = needs(cause);
    if (cause === 'MANUAL' || (threshold !== undefined) !== (needed === 'threshold') || (after !== undefined) !== (needed === 'after'))
      throw unsoundRule({ cause, needed: needed ?? '-' }, 'cause');
    await knownRole(tx, role, 'role');
    const row = { level: to, cause, threshold: threshold ?? null, after: after ?? null, minSeverity, role };
    const rule = await tx.insert(EscalationRule, row);
    await tx.emit(EscalationRuleDefined, { subject: rule });
    return { rule };
  },
});

/** It is not climbed any more; what was, stays. */
export const retireEscalationRule = p.command('retireEscalationRule', {
  label: label('Retire a rung of the ladder', '停用升级规则'),
  permission: 'complaints:manage',
  input: { rule: t.id(EscalationRule, { subject: true, lock: true }) },
  output: { rule: t.ref(EscalationRule) },
  async run(tx, { rule }) {
    await tx.update(EscalationRule, rule, { active: false });
    return { rule };
  },
});
