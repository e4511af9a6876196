/** Enquiries are answered, suggestions decided on, praise goes to whom it is for; good advice is rewarded (CMPL-08). */
import { label, type Row, select, sql, t } from '@guanxi/core';
import { Staff, staffFields } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { typeLabels } from '../cases/enums.ts';
import { type CaseRow, openCase, output, theCase } from '../cases/open.ts';
import type { ComplaintsTx } from '../common.ts';
import { solve } from '../handling/solve.ts';
import { p } from '../plugin.ts';
import { PraiseCredit } from './entities.ts';
import * as events from './events.ts';
import { creditFields } from './fields.ts';
import { reward, rewardIfPossible } from './rewarding.ts';

function refuseOther(row: Row<Complaint>, ...wanted: readonly CaseRow['type'][]): void {
  const names = (of: readonly CaseRow['type'][]) => ({
    en: of.map((type) => typeLabels[type].en).join(', '),
    zh: of.map((type) => typeLabels[type].zh).join('、'),
  });
  if (!wanted.includes(row.type))
    throw events.wrongType({ wanted: names(wanted), number: row.number, type: names([row.type]) }, 'complaint');
}

async function openOf(tx: ComplaintsTx, id: CaseRow['id'], type: CaseRow['type']): Promise<CaseRow> {
  const row = await openCase(tx, id);
  refuseOther(row, type);
  return row;
}

export const answerEnquiry = p.command('answerEnquiry', {
  label: label('Answer an enquiry', '解答咨询'),
  permission: 'complaints:handle',
  input: { ...theCase, answer: t.text(5_000) },
  output,
  async run(tx, { complaint, answer }) {
    const row = await openOf(tx, complaint, 'ENQUIRY');
    await solve(tx, row, answer, 'answer');
    await tx.emit(events.EnquiryAnswered, { subject: complaint, customerId: row.customerId });
    return { complaint };
  },
});

export const decideSuggestion = p.command('decideSuggestion', {
  label: label('Decide on a suggestion', '评估建议'),
  permission: 'complaints:handle',
  input: { ...theCase, adopt: t.bool(), outcome: t.text(5_000) },
  output,
  async run(tx, { complaint, adopt, outcome }) {
    const row = await openOf(tx, complaint, 'SUGGESTION');
    await tx.update(Complaint, complaint, { adopted: adopt });
    await solve(tx, row, outcome, adopt ? 'adopt' : 'decline');
    await tx.emit(events.SuggestionDecided, { subject: complaint, customerId: row.customerId, adopted: adopt });
    if (adopt) await rewardIfPossible(tx, row, tx.settings.rewards.suggestion);
    return { complaint };
  },
});

export const creditPraise = p.command('creditPraise', {
  label: label('Credit praise to an employee', '为员工记功'),
  permission: 'complaints:handle',
  input: { ...theCase, staff: t.id(Staff), note: t.optional(t.text(2_000)) },
  output: { ...output, credit: t.ref(PraiseCredit) },
  async run(tx, { complaint, staff, note }) {
    const row = await openOf(tx, complaint, 'PRAISE');
    const known = await tx.system.read(select(creditFields, { staff: select(staffFields, { name: true }) }), {
      where: (c) => sql`${c.complaintId} = ${complaint} and ${c.staffId} = ${staff}`,
    });
    const [first] = known;
    if (first) throw events.creditedAlready({ name: first.staff?.name ?? '', number: row.number }, 'staff');
    const credit = await tx.insert(PraiseCredit, { complaintId: complaint, staffId: staff, note: note ?? null });
    // Several may have earned it; with the first it is settled.
    if (row.state !== 'CREDITED') await solve(tx, row, null, 'credit');
    await tx.emit(events.PraiseCredited, { subject: complaint, customerId: row.customerId, staffId: staff });
    await rewardIfPossible(tx, row, tx.settings.rewards.praise);
    return { complaint, credit };
  },
});

/** By hand, for praise, an enquiry or an adopted suggestion: once for a case. */
export const rewardComplaint = p.command('rewardComplaint', {
  label: label('Reward praise or advice', '奖励表扬或建议'),
  permission: 'complaints:manage',
  input: { ...theCase, points: t.int({ min: 1, max: 1_000_000 }) },
  output,
  async run(tx, { complaint, points }) {
    const row = await tx.lock(Complaint, complaint);
    refuseOther(row, 'PRAISE', 'SUGGESTION', 'ENQUIRY');
    if (row.type === 'SUGGESTION' && row.adopted !== true) throw events.notAdopted({ number: row.number }, 'complaint');
    await reward(tx, row, points);
    return { complaint };
  },
});
