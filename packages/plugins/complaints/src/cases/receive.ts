/** A case comes in, by whatever channel: one number for every department, and its clocks begin (CMPL-01, CMPL-03, CMPL-09). */
import { type Instant, label, t } from '@guanxi/core';
import { Contact } from '@guanxi/core/crm';
import { clockOf, findPolicy, limitsBy, watch } from '../clocks/limits.ts';
import type { ComplaintsTx } from '../common.ts';
import { escalateFor, watchAge } from '../escalation/climbing.ts';
import { begin } from '../flows/move.ts';
import { block } from '../gate/blocking.ts';
import { LetterInput, register } from '../letters/registry.ts';
import { p } from '../plugin.ts';
import { categoryOf } from '../taxonomy/categories.ts';
import { ComplaintClass } from '../taxonomy/enums.ts';
import { acknowledge } from './acknowledge.ts';
import { ComplainantInput, complainantOf } from './complainant.ts';
import { Complaint } from './entities.ts';
import { ComplaintChannel, ComplaintType } from './enums.ts';
import { backDated, ComplaintReceived, receiptInFuture } from './events.ts';
import { nextNumber } from './number.ts';
import { responsibleFor } from './responsible.ts';

export const receiveComplaint = p.command('receiveComplaint', {
  label: label('Receive a case', '受理个案'),
  permission: 'complaints:receive',
  input: {
    from: ComplainantInput,
    contact: t.optional(t.id(Contact)),
    type: t.enum(ComplaintType),
    channel: t.enum(ComplaintChannel),
    text: t.text(20_000),
    /** Where the caller's words leave no doubt; somebody classifies the case all the same. */
    class: t.optional(t.enum(ComplaintClass)),
    /** Absent: what is usual for the class, or 3. */
    severity: t.optional(t.int({ min: 1, max: 5 })),
    touchpoint: t.optional(t.text(200)),
    department: t.optional(t.text(100)),
    /** Absent: now. Not longer ago than the setting `receiptGrace` allows. */
    receivedAt: t.optional(t.instant()),
    /** What the customer was told at once, as on the hotline: acknowledges the case with its receipt. */
    reply: t.optional(t.text(2_000)),
    letter: t.optional(LetterInput),
  },
  output: { complaint: t.ref(Complaint) },
  async run(tx, { from, contact, type, channel, text, class: of, touchpoint, department, receivedAt = tx.now, reply, letter, ...given }) {
    await refuseFalseReceipt(tx, receivedAt);
    const complainant = await complainantOf(tx, from, contact);
    const category = of === undefined ? null : await categoryOf(tx, type, of, 'class');
    const severity = given.severity ?? category?.defaultSeverity ?? 3;
    const policy = await findPolicy(tx, { type, class: of ?? null, severity, keyCustomer: complainant.keyCustomer });
    const clock = await clockOf(tx, policy);
    const limits = limitsBy(policy, clock, { receivedAt, handlingFrom: receivedAt });
    const responsible = await responsibleFor(tx, category?.responsibleId ?? null, policy?.responsibleRole ?? null);
    const complaint = await tx.insert(Complaint, {
      ...complainant,
      ...limits,
      ...responsible,
      number: await nextNumber(tx),
      type,
      class: of ?? null,
      severity,
      channel,
      text,
      touchpoint: touchpoint ?? null,
      department: department ?? category?.department ?? null,
      state: 'RECEIVED',
      receivedAt,
      handlingFrom: receivedAt,
    });
    const row = await tx.lock(Complaint, complaint);
    await begin(tx, row);
    if (channel === 'LETTER' || letter) await register(tx, complaint, letter ?? {}, receivedAt);
    const { customerId, keyCustomer, ownerId: responsibleId } = row;
    const told = { customerId, type, channel, severity, keyCustomer, responsibleId, responsibleRole: policy?.responsibleRole ?? null };
    await tx.emit(ComplaintReceived, { subject: complaint, ...told });
    await block(tx, row);
    await watch(tx, row, policy, clock);
    await watchAge(tx, row);
    if (reply !== undefined) await acknowledge(tx, row, receivedAt, reply);
    await escalateFor(tx, await tx.lock(Complaint, complaint));
    return { complaint };
  },
});

/** What is written down later than it came would have later limits, or seem to have met earlier ones. */
async function refuseFalseReceipt(tx: ComplaintsTx, receivedAt: Instant): Promise<void> {
  if (receivedAt > tx.now) throw receiptInFuture({ at: receivedAt.toISOString() }, 'receivedAt');
  const earliest = (await tx.plugins.calendar.clock('ALWAYS')).add(tx.now, `-${tx.settings.receiptGrace}`).at;
  if (receivedAt < earliest) throw backDated({ at: receivedAt.toISOString() }, 'receivedAt');
}
