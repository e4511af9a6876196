import { decimalOf, type Id, select, sql } from '@guanxi/core';
import { assignRole, crm, roleFields } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { acknowledgeComplaint } from '../cases/index.ts';
import { closeComplaint, recordConfirmationAttempt, reopenComplaint } from '../closing/index.ts';
import { complaints } from '../index.ts';
import { recordLetterAnswer } from '../letters/index.ts';
import { decidePromise, fulfilPromise, givePromise, releasePromise, setPromiseAuthority } from '../promises/index.ts';
import { caseOf, inHand, newCustomer, receive, selfOf, settledOn, solved, told } from '../testing/desk.fixture.ts';
import { chooseSolution, proposeSolutions, recordHandlingStep, solveComplaint } from './index.ts';

describeEngines('handling complaints', { plugins: [crm(), calendar(), workflow(), complaints()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let desk: Awaited<ReturnType<House['staff']>>;
  let me: Id<'Staff'>;
  beforeEach(async () => {
    t().clock.set('2026-01-05T01:00:00Z');
    house = await t().another();
    desk = await house.staff({ name: '李静' });
    me = selfOf(desk);
  });
  const taken = async (): Promise<Id<'Complaint'>> => {
    const complaint = await receive(desk, await newCustomer(desk));
    await inHand(desk, complaint, me);
    return complaint;
  };
  const inDays = (days: number): Date => new Date(t().clock.now().getTime() + days * 86_400_000);
  const yuan = (amount: string) => ({ amount: decimalOf(amount), currency: 'CNY' });
  const two = [{ text: '三日内修复' }, { text: '退款', cost: yuan('800') }];

  describe('CMPL-04 the checklist and the ways out', () => {
    test('CMPL-04 listening comes first, then solutions to choose from, then what was chosen is done', async () => {
      const complaint = await taken();
      await desk.run(recordHandlingStep, { complaint, step: 'LISTENED', note: '客户要求退款' });
      await desk.run(recordHandlingStep, { complaint, step: 'EMPATHY', note: '家有老人' });
      const { options } = await desk.run(proposeSolutions, { complaint, options: two });
      await desk.run(chooseSolution, { complaint, option: options[0] as Id<'SolutionOption'> });
      await desk.run(chooseSolution, { complaint, option: options[1] as Id<'SolutionOption'> });
      await desk.run(solveComplaint, { complaint, outcome: '已退款' });
      expect(
        await caseOf(
          desk,
          complaint,
          'state outcome steps { nodes { step by { name } } } options(orderBy: [{ position: ASC }]) { nodes { text cost { amount } chosenAt } }',
        ),
      ).toEqual({
        state: 'FULFILLED',
        outcome: '已退款',
        steps: {
          nodes: [
            { step: 'EMPATHY', by: { name: '李静' } },
            { step: 'LISTENED', by: { name: '李静' } },
          ],
        },
        options: {
          nodes: [
            { text: '三日内修复', cost: null, chosenAt: null },
            { text: '退款', cost: { amount: '800.0000' }, chosenAt: '2026-01-05T01:00:00.000Z' },
          ],
        },
      });
    });

    test('CMPL-04 refuses to skip the listening record', async () => {
      const complaint = await taken();
      expect(await desk.refused(recordHandlingStep, { complaint, step: 'ALTERNATIVES', note: 'x' })).toBe('COMPLAINTS_NOT_LISTENED');
      expect(await desk.refused(proposeSolutions, { complaint, options: two })).toBe('COMPLAINTS_NOT_LISTENED');
      expect(await desk.refused(solveComplaint, { complaint, outcome: 'x' })).toBe('COMPLAINTS_NOT_LISTENED');
      await desk.run(recordHandlingStep, { complaint, step: 'LISTENED', note: 'x' });
      expect(await desk.refused(recordHandlingStep, { complaint, step: 'LISTENED', note: 'x' })).toBe('COMPLAINTS_STEP_DONE');
    });

    test('CMPL-04 refuses a choice that is not among the solutions offered, and fewer than two, or twice the same', async () => {
      const complaint = await taken();
      await desk.run(recordHandlingStep, { complaint, step: 'LISTENED', note: 'x' });
      expect(await desk.refused(proposeSolutions, { complaint, options: two.slice(0, 1) })).toBe('COMPLAINTS_TOO_FEW_OPTIONS');
      expect(await desk.refused(proposeSolutions, { complaint, options: [{ text: '修' }, { text: ' 修' }] })).toBe(
        'COMPLAINTS_SAME_OPTION',
      );
      const { options: first } = await desk.run(proposeSolutions, { complaint, options: two });
      await desk.run(proposeSolutions, { complaint, options: two });
      const old = first[0] as Id<'SolutionOption'>;
      expect(await desk.refused(chooseSolution, { complaint, option: old })).toBe('COMPLAINTS_NOT_OFFERED');
      const other = await taken();
      await settledOn(desk, other);
      expect(await desk.refused(chooseSolution, { complaint: other, option: old })).toBe('COMPLAINTS_NOT_OFFERED');
      expect(await desk.refused(solveComplaint, { complaint, outcome: 'x' })).toBe('COMPLAINTS_NOT_CHOSEN');
    });

    test('CMPL-04 how many solutions are offered is a setting', async () => {
      await house.engine.settings(house.tenant.id).set('complaints', { minOptions: 1 });
      const complaint = await taken();
      await desk.run(recordHandlingStep, { complaint, step: 'LISTENED', note: 'x' });
      await desk.run(proposeSolutions, { complaint, options: two.slice(0, 1) });
    });

    test('CMPL-04 refuses solutions before somebody has the case, and for what is no complaint', async () => {
      const complaint = await receive(desk, await newCustomer(desk));
      expect(await desk.refused(proposeSolutions, { complaint, options: two })).toBe('COMPLAINTS_NOT_ASSIGNED');
      const praise = await receive(desk, await newCustomer(desk), { type: 'PRAISE' });
      expect(await desk.refused(recordHandlingStep, { complaint: praise, step: 'LISTENED', note: 'x' })).toBe('COMPLAINTS_ONLY_COMPLAINTS');
    });
  });

  describe('CMPL-05 promises', () => {
    const promise = (o: object = {}) => ({ text: '周五前修好', dueAt: inDays(3), owner: me, ...o });

    test('CMPL-05 a promise is alerted of before it is due, broken when it is, and kept too late all the same', async () => {
      const complaint = await taken();
      await settledOn(desk, complaint);
      const { promise: id } = await desk.run(givePromise, { complaint, ...promise() });
      expect(await caseOf(desk, complaint, 'state')).toEqual({ state: 'PROMISED' });
      t().clock.advance('P2D');
      await house.workOff();
      expect((await told(house, 'complaints.promise.due')).map((e) => e.subject)).toEqual([id]);
      expect(await told(house, 'complaints.promise.broken')).toEqual([]);
      t().clock.advance('P1D');
      await house.workOff();
      expect((await told(house, 'complaints.promise.broken')).map((e) => e.subject)).toEqual([id]);
      await desk.run(fulfilPromise, { promise: id });
      expect(await caseOf(desk, complaint, 'state solvedAt promises { nodes { state brokenAt owner { name } } }')).toEqual({
        state: 'FULFILLED',
        solvedAt: '2026-01-08T01:00:00.000Z',
        promises: { nodes: [{ state: 'FULFILLED', brokenAt: '2026-01-08T01:00:00.000Z', owner: { name: '李静' } }] },
      });
      const { data } = await desk.execute('{ complaintPromisesAggregate { count keptRate } }');
      expect(data).toEqual({ complaintPromisesAggregate: [{ count: 1, keptRate: '0.0000' }] });
    });

    test('CMPL-05 a promise that is kept in time is neither broken nor alerted of any more', async () => {
      const complaint = await taken();
      await settledOn(desk, complaint);
      const { promise: one } = await desk.run(givePromise, { complaint, ...promise() });
      const { promise: two } = await desk.run(givePromise, { complaint, ...promise({ text: '回电' }) });
      await desk.run(fulfilPromise, { promise: one });
      expect(await caseOf(desk, complaint, 'state')).toEqual({ state: 'PROMISED' });
      await desk.run(fulfilPromise, { promise: two });
      expect(await caseOf(desk, complaint, 'state')).toEqual({ state: 'FULFILLED' });
      t().clock.advance('P9D');
      await house.workOff();
      expect([...(await told(house, 'complaints.promise.due')), ...(await told(house, 'complaints.promise.broken'))]).toEqual([]);
    });

    test('CMPL-05 refuses a promise without a due date or an owner, or due in the past', async () => {
      const complaint = await taken();
      const { owner: _, ...nobody } = promise();
      const { dueAt: __, ...never } = promise();
      expect(await desk.refused(givePromise, { complaint, ...nobody } as never)).toBe('BAD_INPUT');
      expect(await desk.refused(givePromise, { complaint, ...never } as never)).toBe('BAD_INPUT');
      expect(await desk.refused(givePromise, { complaint, ...promise({ dueAt: inDays(0) }) })).toBe('COMPLAINTS_PROMISE_IN_PAST');
    });

    test('CMPL-05 refuses a promise beyond the giver’s authority: by amount, by days, by currency', async () => {
      const complaint = await taken();
      const refused = (o: object) => desk.refused(givePromise, { complaint, ...promise(o) });
      expect(await refused({ value: yuan('0.01') })).toBe('COMPLAINTS_BEYOND_AUTHORITY');
      expect(await refused({ dueAt: inDays(31) })).toBe('COMPLAINTS_BEYOND_AUTHORITY');
      await desk.run(setPromiseAuthority, { staff: me, maxAmount: decimalOf('500'), maxDays: 60 });
      await desk.run(givePromise, { complaint, ...promise({ value: yuan('500'), dueAt: inDays(60) }) });
      expect(await refused({ value: yuan('500.01') })).toBe('COMPLAINTS_BEYOND_AUTHORITY');
      expect(await refused({ value: { amount: decimalOf('1'), currency: 'USD' } })).toBe('COMPLAINTS_BEYOND_AUTHORITY');
      expect(await desk.refused(setPromiseAuthority, { maxAmount: decimalOf('1'), maxDays: 1 })).toBe('COMPLAINTS_AUTHORITY_OF_NOBODY');
      expect(await refused({ value: { amount: decimalOf('-1'), currency: 'CNY' } })).toMatch(/BAD_INPUT|CHECK|CONSTRAINT/);
    });

    test('CMPL-05 more is promised after somebody with the authority has approved, who is not who asked', async () => {
      const complaint = await taken();
      await settledOn(desk, complaint);
      const given = { complaint, ...promise({ value: yuan('5000') }), askForApproval: true };
      const { promise: id } = await desk.run(givePromise, given);
      expect(await caseOf(desk, complaint, 'state promises { nodes { state } }')).toEqual({
        state: 'SOLUTION_OFFERED',
        promises: { nodes: [{ state: 'PENDING' }] },
      });
      expect(await desk.refused(decidePromise, { promise: id, approve: true })).toBe('COMPLAINTS_OWN_REQUEST');
      const boss = await house.staff({ name: '王总' });
      expect(await boss.refused(decidePromise, { promise: id, approve: true })).toBe('COMPLAINTS_BEYOND_AUTHORITY');
      const [role] = await desk.read(select(roleFields, {}), { where: (r) => sql`${r.key} = 'manager'` });
      await desk.run(assignRole, { role: role?.id as Id<'Role'>, staff: selfOf(boss) });
      await boss.run(decidePromise, { promise: id, approve: true });
      expect(await caseOf(desk, complaint, 'state promises { nodes { state approvedBy { name } } }')).toEqual({
        state: 'PROMISED',
        promises: { nodes: [{ state: 'OPEN', approvedBy: { name: '王总' } }] },
      });
      expect(await boss.refused(decidePromise, { promise: id, approve: false })).toBe('COMPLAINTS_PROMISE_STATE');
    });

    test('CMPL-05 refuses to close a case over an open promise; the customer may release it', async () => {
      const complaint = await taken();
      await settledOn(desk, complaint);
      const { promise: id } = await desk.run(givePromise, { complaint, ...promise() });
      expect(await desk.refused(closeComplaint, { complaint, confirmedBy: '王芳' })).toBe('COMPLAINTS_PROMISE_OPEN');
      expect(await desk.refused(solveComplaint, { complaint, outcome: 'x' })).toBe('COMPLAINTS_PROMISE_OPEN');
      t().clock.advance('P4D');
      await house.workOff();
      expect(await desk.refused(closeComplaint, { complaint, confirmedBy: '王芳' })).toBe('COMPLAINTS_PROMISE_OPEN');
      await desk.run(releasePromise, { promise: id, reason: '客户表示不再需要' });
      await desk.run(solveComplaint, { complaint, outcome: '已修复' });
      // It was late by then, and escalated.
      await (await house.staff()).run(closeComplaint, { complaint, confirmedBy: '王芳' });
      expect(await caseOf(desk, complaint, 'state confirmedBy')).toEqual({ state: 'CLOSED', confirmedBy: '王芳' });
    });
  });

  describe('CMPL-01 closing', () => {
    test('CMPL-01 refuses closing without the customer’s confirmation or a documented attempt', async () => {
      const complaint = await taken();
      await desk.run(recordConfirmationAttempt, { complaint, channel: 'HOTLINE', note: '处理前来电，不算' });
      t().clock.advance('PT1M');
      await settledOn(desk, complaint);
      await desk.run(solveComplaint, { complaint, outcome: '已修复' });
      t().clock.advance('PT1M');
      expect(await desk.refused(closeComplaint, { complaint })).toBe('COMPLAINTS_UNCONFIRMED');
      await desk.run(recordConfirmationAttempt, { complaint, channel: 'HOTLINE', note: '三次拨打无人接听' });
      await desk.run(closeComplaint, { complaint });
      expect(await caseOf(desk, complaint, 'state confirmedBy confirmationAttempts { totalCount }')).toEqual({
        state: 'CLOSED',
        confirmedBy: null,
        confirmationAttempts: { totalCount: 2 },
      });
    });

    test('CMPL-01 refuses whatever is done to a closed case but reopening (G15), and closing what is not solved (G7)', async () => {
      const unsolved = await taken();
      expect(await desk.refused(closeComplaint, { complaint: unsolved, confirmedBy: '王芳' })).toBe('COMPLAINTS_OUTCOME_MISSING');
      expect(await desk.refused(closeComplaint, { complaint: unsolved, confirmedBy: '王芳', outcome: 'x' })).toBe('WORKFLOW_NOT_IN_TABLE');
      const complaint = await receive(desk, await newCustomer(desk));
      await solved(desk, complaint, me);
      await desk.run(closeComplaint, { complaint, confirmedBy: '王芳' });
      expect(await desk.refused(acknowledgeComplaint, { complaint, reply: 'x' })).toBe('COMPLAINTS_CLOSED');
      expect(await desk.refused(recordHandlingStep, { complaint, step: 'EMPATHY', note: 'x' })).toBe('COMPLAINTS_CLOSED');
      expect(await desk.refused(closeComplaint, { complaint, confirmedBy: '王芳' })).toBe('COMPLAINTS_CLOSED');
      expect(await desk.refused(reopenComplaint, { complaint: unsolved, reason: 'x' })).toBe('COMPLAINTS_NOT_CLOSED');
    });

    test('CMPL-01 a case that was not over is opened again, with a new limit to handle it', async () => {
      const complaint = await receive(desk, await newCustomer(desk));
      await solved(desk, complaint, me);
      await desk.run(closeComplaint, { complaint, confirmedBy: '王芳' });
      t().clock.advance('P10D');
      await desk.run(reopenComplaint, { complaint, reason: '再次漏水' });
      expect(
        await caseOf(
          desk,
          complaint,
          'state reopenedCount closedAt solvedAt handleDue receivedAt workflow { steps { nodes { event reason } } }',
        ),
      ).toMatchObject({
        state: 'REOPENED',
        reopenedCount: 1,
        closedAt: null,
        solvedAt: null,
        handleDue: '2026-01-18T01:00:00.000Z',
        receivedAt: '2026-01-05T01:00:00.000Z',
        workflow: { steps: { nodes: expect.arrayContaining([{ event: 'reopen', reason: '再次漏水' }]) } },
      });
    });
  });

  describe('CMPL-09 letters', () => {
    test('CMPL-09 a letter is registered, answered by its deadline, and refuses to be closed unanswered', async () => {
      const complaint = await receive(desk, await newCustomer(desk), {
        channel: 'LETTER',
        letter: { writtenOn: '2025-12-30', sender: '王芳' },
      });
      await solved(desk, complaint, me);
      expect(await caseOf(desk, complaint, 'channel letter { nodes { writtenOn answerDue isUnanswered } }')).toEqual({
        channel: 'LETTER',
        letter: { nodes: [{ writtenOn: '2025-12-30', answerDue: '2026-01-15T01:00:00.000Z', isUnanswered: true }] },
      });
      expect(await desk.refused(closeComplaint, { complaint, confirmedBy: '王芳' })).toBe('COMPLAINTS_LETTER_UNANSWERED');
      t().clock.advance('P11D');
      expect((await desk.execute('{ overdueLetters { totalCount } }')).data).toEqual({ overdueLetters: { totalCount: 1 } });
      await desk.run(recordLetterAnswer, { complaint, reference: '复〔2026〕1号' });
      expect(await desk.refused(recordLetterAnswer, { complaint, reference: 'x' })).toBe('COMPLAINTS_LETTER_ANSWERED');
      await desk.run(closeComplaint, { complaint, confirmedBy: '王芳' });
    });

    test('CMPL-09 refuses an answer where there was no letter, and a letter of tomorrow', async () => {
      const complaint = await receive(desk, await newCustomer(desk));
      expect(await desk.refused(recordLetterAnswer, { complaint, reference: 'x' })).toBe('COMPLAINTS_NO_LETTER');
      const tomorrow = { channel: 'LETTER', letter: { writtenOn: '2026-01-06' } } as never;
      await expect(receive(desk, await newCustomer(desk), tomorrow)).rejects.toThrow('COMPLAINTS_LETTER_IN_FUTURE');
    });

    test('CMPL-09 every channel is taken in', async () => {
      const channels = ['HOTLINE', 'LETTER', 'EMAIL', 'WEB', 'VISIT', 'SMS', 'FAX'];
      const customer = await newCustomer(desk);
      for (const channel of channels) await receive(desk, customer, { channel });
      const { data } = await desk.execute('{ complaintsAggregate(groupBy: [{ field: CHANNEL }]) { count group { channel } } }');
      const counted = (data as { complaintsAggregate: { group: { channel: string } }[] }).complaintsAggregate.map((g) => g.group.channel);
      expect(counted.toSorted()).toEqual(channels.toSorted());
    });
  });
});
