/** Promises are given within one's authority or after approval, and kept, broken or released (CMPL-05). */
import { type Id, type Instant, label, type Row, select, t } from '@guanxi/core';
import { Staff, staffFields } from '@guanxi/core/crm';
import { type CaseRow, openCase, output, person, theCase } from '../cases/open.ts';
import type { ComplaintsTx } from '../common.ts';
import { move } from '../flows/move.ts';
import { lastRound } from '../handling/solutions.ts';
import { solve } from '../handling/solve.ts';
import { p } from '../plugin.ts';
import { authoritiesOf } from './authority.ts';
import { ComplaintPromise } from './entities.ts';
import * as events from './events.ts';
import { openPromises } from './open.ts';
import { mayPromise } from './rules.ts';
import { unwatchPromise, watchPromise } from './timers.ts';

const thePromise = { promise: t.id(ComplaintPromise, { subject: true, lock: true }) } as const;
const answered = { promise: t.ref(ComplaintPromise), ...output } as const;

const told = (row: Row<ComplaintPromise>, { customerId }: CaseRow) => ({
  subject: row.id,
  complaintId: row.complaintId,
  customerId,
  ownerId: row.ownerId,
  dueAt: row.dueAt,
});

export const givePromise = p.command('givePromise', {
  label: label('Give a promise', '作出承诺'),
  permission: 'complaints:handle',
  input: {
    ...theCase,
    text: t.text(2_000),
    dueAt: t.instant(),
    /** Who sees to it. */
    owner: t.id(Staff),
    /** What it costs at most. */
    value: t.optional(t.money()),
    /** Where it is beyond one's authority: whether to ask somebody who has it. The customer is told when it is approved. */
    askForApproval: t.optional(t.bool()),
  },
  output: answered,
  async run(tx, { complaint, text, dueAt, owner, value, askForApproval = false }) {
    const row = await openCase(tx, complaint);
    const givenById = person(tx);
    await refuseUnfit(tx, dueAt, owner);
    const within = mayPromise(await authoritiesOf(tx, givenById), { value: value ?? null, dueAt }, tx);
    if (!within && !askForApproval) throw events.beyondAuthority({}, value ? 'value' : 'dueAt');
    const promise = await tx.insert(ComplaintPromise, {
      complaintId: complaint,
      text,
      dueAt,
      ownerId: owner,
      givenById,
      valueAmount: value?.amount ?? null,
      valueCurrency: value?.currency ?? null,
      state: within ? 'OPEN' : 'PENDING',
    });
    const made = await tx.lock(ComplaintPromise, promise);
    if (within) await given(tx, row, made);
    else await tx.emit(events.PromiseRequested, told(made, row));
    return { promise, complaint };
  },
});

async function refuseUnfit(tx: ComplaintsTx, dueAt: Instant, owner: Id<'Staff'>): Promise<void> {
  if (dueAt <= tx.now) throw events.promiseInPast({ at: dueAt.toISOString() }, 'dueAt');
  const [known] = await tx.system.read(select(staffFields, { name: true, active: true }), { id: owner });
  if (!known?.active) throw events.ownerInactive({ name: known?.name ?? '' }, 'owner');
}

/** The customer has it: it is watched, and is a step of a complaint for which a solution was chosen. */
async function given(tx: ComplaintsTx, row: CaseRow, promise: Row<ComplaintPromise>): Promise<void> {
  await watchPromise(tx, promise);
  if (await isStep(tx, row, 'SOLUTION_OFFERED')) await move(tx, row, 'promise');
  await tx.emit(events.PromiseGiven, told(promise, row));
}

/** Whether a complaint is in the state, or was taken out of it by its escalation: the customer has chosen what promises are made for. */
async function isStep(tx: ComplaintsTx, row: CaseRow, state: CaseRow['state']): Promise<boolean> {
  if (row.type !== 'COMPLAINT' || row.firstHandlerId === null || (row.state !== state && row.state !== 'ESCALATED')) return false;
  return (await lastRound(tx, row.id)).chosen !== null;
}

/** By somebody whose authority covers it, who is not who asked. */
export const decidePromise = p.command('decidePromise', {
  label: label('Approve or reject a promise', '审批承诺'),
  permission: 'complaints:approve',
  input: { ...thePromise, approve: t.bool(), reason: t.optional(t.text(2_000)) },
  output: answered,
  async run(tx, { promise, approve, reason }) {
    const before = await inState(tx, promise, ['PENDING']);
    const row = await openCase(tx, before.complaintId);
    const by = person(tx);
    if (by === before.givenById) throw events.ownRequest({}, 'promise');
    if (!approve) {
      await tx.update(ComplaintPromise, promise, { state: 'REJECTED', reason: reason ?? null, approvedById: by });
      await tx.emit(events.PromiseRejected, told(before, row));
      return { promise, complaint: row.id };
    }
    await refuseUnfit(tx, before.dueAt, before.ownerId);
    const value = before.valueAmount === null ? null : { amount: before.valueAmount, currency: before.valueCurrency ?? '' };
    if (!mayPromise(await authoritiesOf(tx, by), { value, dueAt: before.dueAt }, tx)) throw events.beyondAuthority({}, 'promise');
    await tx.update(ComplaintPromise, promise, { state: 'OPEN', approvedById: by, reason: reason ?? null });
    await given(tx, row, { ...before, state: 'OPEN' });
    return { promise, complaint: row.id };
  },
});

type State = Row<ComplaintPromise>['state'];
async function inState(tx: ComplaintsTx, id: Id<'ComplaintPromise'>, wanted: readonly State[]): Promise<Row<ComplaintPromise>> {
  const row = await tx.lock(ComplaintPromise, id);
  if (!wanted.includes(row.state)) throw events.promiseNot({ state: row.state, wanted: wanted.join(', ') }, 'promise');
  return row;
}

/** With the last of them a complaint for which they were made is solved. One that is kept too late stays broken, and is kept all the same. */
export const fulfilPromise = p.command('fulfilPromise', {
  label: label('Record that a promise was kept', '登记承诺已兑现'),
  permission: 'complaints:handle',
  input: { ...thePromise, note: t.optional(t.text(2_000)) },
  output: answered,
  async run(tx, { promise, note }) {
    const before = await inState(tx, promise, ['OPEN', 'BROKEN']);
    const row = await openCase(tx, before.complaintId);
    const brokenAt = before.brokenAt ?? (tx.now > before.dueAt ? before.dueAt : null);
    await tx.update(ComplaintPromise, promise, { state: 'FULFILLED', fulfilledAt: tx.now, brokenAt, reason: note ?? before.reason });
    await unwatchPromise(tx, promise);
    await tx.emit(events.PromiseFulfilled, told(before, row));
    if ((await isStep(tx, row, 'PROMISED')) && (await openPromises(tx, row.id)).length === 0) await solve(tx, row, null);
    return { promise, complaint: row.id };
  },
});

export const releasePromise = p.command('releasePromise', {
  label: label('Record that the customer released a promise', '登记客户免除承诺'),
  permission: 'complaints:handle',
  input: { ...thePromise, reason: t.text(2_000) },
  output: answered,
  async run(tx, { promise, reason }) {
    const before = await inState(tx, promise, ['PENDING', 'OPEN', 'BROKEN']);
    const row = await openCase(tx, before.complaintId);
    person(tx);
    await tx.update(ComplaintPromise, promise, { state: 'RELEASED', reason });
    await unwatchPromise(tx, promise);
    await tx.emit(events.PromiseReleased, told(before, row));
    return { promise, complaint: row.id };
  },
});
