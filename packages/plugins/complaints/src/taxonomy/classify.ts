/** A person says what a case is; how it was classified before is kept (CMPL-02). */
import { label, type Row, t } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { ComplaintType } from '../cases/enums.ts';
import { type CaseRow, openCase, output, person, theCase } from '../cases/open.ts';
import { notAcknowledged } from '../clocks/events.ts';
import { clockOf, findPolicy, limitsBy, pausesOf, watch } from '../clocks/limits.ts';
import type { ComplaintsTx } from '../common.ts';
import { escalateFor, watchAge } from '../escalation/climbing.ts';
import { move, moveOver } from '../flows/move.ts';
import { block, unblock } from '../gate/blocking.ts';
import { p } from '../plugin.ts';
import { categoryOf } from './categories.ts';
import { ComplaintCause, Reclassification } from './entities.ts';
import { ComplaintClass } from './enums.ts';
import { ComplaintClassified, causeOfAnotherClass, classMissing, typeSettled } from './events.ts';

type Classified = Pick<Row<Complaint>, 'type' | 'class' | 'causeId' | 'severity'>;

export const classifyComplaint = p.command('classifyComplaint', {
  label: label('Classify a case', '个案分类'),
  permission: 'complaints:handle',
  input: {
    ...theCase,
    /** Absent: as it is. */
    type: t.optional(t.enum(ComplaintType)),
    class: t.optional(t.enum(ComplaintClass)),
    cause: t.optional(t.id(ComplaintCause)),
    severity: t.optional(t.int({ min: 1, max: 5 })),
    reason: t.optional(t.text(2_000)),
  },
  output,
  async run(tx, { complaint, class: of, cause, reason, ...given }) {
    const before = await openCase(tx, complaint);
    const by = person(tx);
    const type = given.type ?? before.type;
    const to = of ?? (type === before.type ? before.class : null);
    if (type === 'COMPLAINT' && to === null) throw classMissing({}, 'class');
    const category = to === null ? null : await categoryOf(tx, type, to, 'class');
    const causeId = cause ?? (to === before.class ? before.causeId : null);
    if (cause) await refuseForeignCause(tx, cause, to);
    const severity = given.severity ?? before.severity;
    const after: Classified = { type, class: to, causeId, severity };
    await tx.update(Complaint, complaint, { ...after, department: category?.department ?? before.department });
    await tx.insert(Reclassification, {
      complaintId: complaint,
      fromType: before.type,
      fromClass: before.class,
      fromSeverity: before.severity,
      toType: type,
      toClass: to,
      toSeverity: severity,
      at: tx.now,
      byId: by,
      reason: reason ?? null,
    });
    if (type !== before.type) await becomeAnother(tx, before, type);
    else if (type === 'COMPLAINT') await step(tx, before);
    await limitAnew(tx, complaint);
    const { customerId, type: fromType, class: fromClass } = before;
    await tx.emit(ComplaintClassified, { subject: complaint, customerId, type, class: to, severity, fromType, fromClass, by });
    await escalateFor(tx, await tx.lock(Complaint, complaint));
    return { complaint };
  },
});

async function refuseForeignCause(tx: ComplaintsTx, cause: ComplaintCause['row']['id'], of: string | null): Promise<void> {
  const { class: theirs } = await tx.lock(ComplaintCause, cause);
  if (theirs !== of) throw causeOfAnotherClass({ class: theirs }, 'cause');
}

/** Its first classification is a step of its flow, after it was acknowledged; later ones put it right where it is. */
async function step(tx: ComplaintsTx, before: CaseRow): Promise<void> {
  const escalated = before.state === 'ESCALATED' && before.firstHandlerId === null;
  if (escalated && before.acknowledgedAt === null) throw notAcknowledged({ number: before.number }, 'complaint');
  if (escalated || before.state === 'RECEIVED' || before.state === 'ACKNOWLEDGED') await move(tx, before, 'classify');
}

const unsettled: ReadonlySet<string> = new Set(['RECEIVED', 'ACKNOWLEDGED', 'CLASSIFIED', 'ESCALATED', 'REOPENED']);

/** What began as one thing turns out to be another: it goes on in the other's flow, from where it is. */
async function becomeAnother(tx: ComplaintsTx, before: CaseRow, type: CaseRow['type']): Promise<void> {
  if (!unsettled.has(before.state)) throw typeSettled({ number: before.number }, 'type');
  const acknowledged = before.acknowledgedAt !== null;
  await moveOver(tx, { ...before, type }, acknowledged);
  if (type === 'COMPLAINT') {
    if (acknowledged) await move(tx, { ...before, type }, 'classify');
    await block(tx, { ...before, type });
    await watchAge(tx, { ...before, type });
  } else await unblock(tx, before.id);
}

/** Its limits follow from what it is, and count from receipt as before. */
async function limitAnew(tx: ComplaintsTx, complaint: CaseRow['id']): Promise<void> {
  const row = await tx.lock(Complaint, complaint);
  const policy = await findPolicy(tx, row);
  if ((policy?.id ?? null) === row.policyId) return;
  const clock = await clockOf(tx, policy);
  const limits = limitsBy(policy, clock, row, await pausesOf(tx, complaint));
  await tx.update(Complaint, complaint, limits);
  await watch(tx, { ...row, ...limits }, policy, clock);
}
