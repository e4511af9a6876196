/** Listening first; then ways out, of which the customer takes one; then it is done (CMPL-04). */
import { label, select, sql, t } from '@guanxi/core';
import { type CaseRow, openCase, output, theCase } from '../cases/open.ts';
import type { ComplaintsTx } from '../common.ts';
import { move } from '../flows/move.ts';
import { p } from '../plugin.ts';
import { refuseOpenPromises } from '../promises/open.ts';
import { HandlingRecord, SolutionOption } from './entities.ts';
import { HandlingStep } from './enums.ts';
import * as events from './events.ts';
import { handlingFields } from './fields.ts';
import { hasListened, lastRound } from './solutions.ts';
import { solve } from './solve.ts';

async function complaintInHand(tx: ComplaintsTx, id: CaseRow['id']): Promise<CaseRow> {
  const row = await openCase(tx, id);
  if (row.type !== 'COMPLAINT') throw events.onlyComplaints({ number: row.number }, 'complaint');
  return row;
}

export const recordHandlingStep = p.command('recordHandlingStep', {
  label: label('Record a step of handling', '登记处理步骤'),
  permission: 'complaints:handle',
  input: { ...theCase, step: t.enum(HandlingStep), note: t.text(5_000) },
  output,
  async run(tx, { complaint, step, note }) {
    const row = await complaintInHand(tx, complaint);
    const done = await tx.system.read(select(handlingFields, { step: true }), { where: (s) => sql`${s.complaintId} = ${complaint}` });
    if (done.some((s) => s.step === step)) throw events.stepDone({ step }, 'step');
    if (step !== 'LISTENED' && !done.some((s) => s.step === 'LISTENED')) throw events.notListened({ number: row.number }, 'step');
    await tx.insert(HandlingRecord, { complaintId: complaint, step, note, at: tx.now, byId: tx.actor.staffId });
    await tx.emit(events.StepRecorded, { subject: complaint, customerId: row.customerId, step });
    return { complaint };
  },
});

const OptionInput = t.object('SolutionOptionInput', { text: t.text(2_000), cost: t.optional(t.money()) });

export const proposeSolutions = p.command('proposeSolutions', {
  label: label('Give the customer solutions to choose from', '提出解决方案'),
  permission: 'complaints:handle',
  input: { ...theCase, options: t.list(OptionInput, { min: 1, max: 20 }) },
  output: { ...output, options: t.list(t.ref(SolutionOption)) },
  async run(tx, { complaint, options }) {
    const row = await complaintInHand(tx, complaint);
    if (row.firstHandlerId === null) throw events.notAssigned({ number: row.number }, 'complaint');
    if (!(await hasListened(tx, complaint))) throw events.notListened({ number: row.number }, 'complaint');
    if (options.length < tx.settings.minOptions)
      throw events.tooFewOptions({ least: tx.settings.minOptions, given: options.length }, 'options');
    if (new Set(options.map((o) => o.text.trim())).size < options.length) throw events.sameOption({}, 'options');
    const { round } = await lastRound(tx, complaint);
    const offered = await tx.insert(
      SolutionOption,
      options.map(({ text, cost }, i) => ({
        complaintId: complaint,
        round: round + 1,
        position: i + 1,
        text,
        costAmount: cost?.amount ?? null,
        costCurrency: cost?.currency ?? null,
      })),
    );
    await move(tx, row, 'offer');
    await tx.emit(events.SolutionsOffered, { subject: complaint, customerId: row.customerId, options: [...offered] });
    return { complaint, options: [...offered] };
  },
});

export const chooseSolution = p.command('chooseSolution', {
  label: label("Record the customer's choice", '登记客户选择'),
  permission: 'complaints:handle',
  input: { ...theCase, option: t.id(SolutionOption) },
  output,
  async run(tx, { complaint, option }) {
    const row = await complaintInHand(tx, complaint);
    const { options, chosen } = await lastRound(tx, complaint);
    if (!options.some((o) => o.id === option)) throw events.notOffered({ number: row.number }, 'option');
    if (chosen && chosen.id !== option) await tx.update(SolutionOption, chosen.id, { chosenAt: null });
    await tx.update(SolutionOption, option, { chosenAt: tx.now });
    await tx.emit(events.SolutionChosen, { subject: complaint, customerId: row.customerId, option });
    return { complaint };
  },
});

/** What the customer chose was done, without a promise for later or after all of them were kept. */
export const solveComplaint = p.command('solveComplaint', {
  label: label('Record that a complaint is solved', '登记投诉已解决'),
  permission: 'complaints:handle',
  input: { ...theCase, outcome: t.text(5_000) },
  output,
  async run(tx, { complaint, outcome }) {
    const row = await complaintInHand(tx, complaint);
    if (!(await hasListened(tx, complaint))) throw events.notListened({ number: row.number }, 'complaint');
    if ((await lastRound(tx, complaint)).chosen === null) throw events.notChosen({ number: row.number }, 'complaint');
    await refuseOpenPromises(tx, row);
    await solve(tx, row, outcome);
    return { complaint };
  },
});
