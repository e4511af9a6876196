import { globalId, type Id, select } from '@guanxi/core';
import { attachTag, createTag, crm } from '@guanxi/core/crm';
import { businessCalendarFields, calendar, publishHolidays } from '@guanxi/plugin-calendar';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { acknowledgeComplaint, receiveComplaint } from '../cases/index.ts';
import { complaints } from '../index.ts';
import { classifyComplaint } from '../taxonomy/index.ts';
import { caseOf, inHand, newCustomer, receive, selfOf, solved, told } from '../testing/desk.fixture.ts';
import { adoptStandardPolicy, defineSlaPolicy, policyFields, resumeComplaint, retireSlaPolicy, waitForCustomer } from './index.ts';

describeEngines('the clocks of complaints', { plugins: [crm(), calendar(), workflow(), complaints()] }, (t) => {
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
  const breaches = async () => (await told(house, 'complaints.sla.breached')).map((e) => (e.data as { limit: string }).limit);
  const terms = { name: '三日', clock: 'ALWAYS', ackWithin: 'PT1H', handleWithin: 'PT24H', responsibleRole: 'manager' } as const;

  test('CMPL-03 by default a reply is due at once, day and night, and what is late is told, listed and counted', async () => {
    const complaint = await receive(desk, await newCustomer(desk));
    expect(await caseOf(desk, complaint, 'ackDue handleDue provisional policy { clock responsibleRole }')).toEqual({
      ackDue: '2026-01-05T01:00:00.000Z',
      handleDue: '2026-01-08T01:00:00.000Z',
      provisional: false,
      policy: { clock: 'ALWAYS', responsibleRole: 'manager' },
    });
    await house.workOff();
    expect(await breaches()).toEqual(['ACKNOWLEDGE']);
    const overdue = async () => (await desk.execute('{ overdueComplaints(minSeverity: 1) { nodes { isOverdue } } }')).data;
    t().clock.advance('PT1S');
    expect(await overdue()).toEqual({ overdueComplaints: { nodes: [{ isOverdue: true }] } });
    await desk.run(acknowledgeComplaint, { complaint, reply: '已收到' });
    expect(await overdue()).toEqual({ overdueComplaints: { nodes: [] } });
    t().clock.set('2026-01-07T21:00:00Z');
    await house.workOff();
    expect((await told(house, 'complaints.sla.warned')).map((e) => e.data)).toMatchObject([{ limit: 'HANDLE' }]);
    t().clock.set('2026-01-08T01:00:00Z');
    await house.workOff();
    expect(await breaches()).toEqual(['ACKNOWLEDGE', 'HANDLE']);
    expect(await caseOf(desk, complaint, 'ackBreachedAt handleBreachedAt escalationLevel')).toEqual({
      ackBreachedAt: '2026-01-05T01:00:00.000Z',
      handleBreachedAt: '2026-01-08T01:00:00.000Z',
      escalationLevel: 1,
    });
  });

  test('CMPL-03 the responsible person has the case from the first moment', async () => {
    const complaint = await receive(desk, await newCustomer(desk));
    expect((await told(house, 'complaints.complaint.received')).map((e) => e.data)).toMatchObject([{ responsibleRole: 'manager' }]);
    await desk.run(acknowledgeComplaint, { complaint, reply: '已收到' });
    expect(await caseOf(desk, complaint, 'ackMinutes acknowledgedAt')).toEqual({
      ackMinutes: 0,
      acknowledgedAt: '2026-01-05T01:00:00.000Z',
    });
  });

  test('CMPL-03 at nine in the evening before a make-up working day, both policies show their two clocks', async () => {
    // Friday before the Spring Festival of 2026; Saturday the 14th is worked.
    t().clock.set('2026-02-13T13:00:00Z');
    const { data, errors } = await desk.execute(
      '{ complaintLimits(receivedAt: "2026-02-13T13:00:00Z") { standard policy { name } ackDue handleDue provisional } }',
    );
    expect(errors).toBeUndefined();
    const immediate = { ackDue: '2026-02-13T13:00:00.000Z', handleDue: '2026-02-16T13:00:00.000Z', provisional: false };
    expect(data).toEqual({
      complaintLimits: [
        { standard: null, policy: { name: 'Immediately, at any time' }, ...immediate },
        { standard: 'IMMEDIATE', policy: null, ...immediate },
        {
          standard: 'NEXT_OPENING',
          policy: null,
          ackDue: '2026-02-14T02:00:00.000Z',
          handleDue: '2026-02-26T01:00:00.000Z',
          provisional: false,
        },
      ],
    });
    await desk.run(adoptStandardPolicy, { standard: 'NEXT_OPENING', responsibleRole: 'manager' });
    const complaint = await receive(desk, await newCustomer(desk));
    expect(await caseOf(desk, complaint, 'ackDue policy { clock ackWithin }')).toEqual({
      ackDue: '2026-02-14T02:00:00.000Z',
      policy: { clock: 'BUSINESS_HOURS', ackWithin: 'PT1H' },
    });
    t().clock.set('2026-02-14T01:59:00Z');
    await house.workOff();
    expect(await breaches()).toEqual([]);
    t().clock.set('2026-02-14T02:00:00Z');
    await house.workOff();
    expect(await breaches()).toEqual(['ACKNOWLEDGE']);
  });

  test('CMPL-03 limits go by class, severity and key customer, and running cases keep theirs', async () => {
    const before = await receive(desk, await newCustomer(desk));
    await desk.run(defineSlaPolicy, { ...terms, name: '严重', minSeverity: 5 });
    await desk.run(defineSlaPolicy, { ...terms, name: '重点客户', keyCustomer: true, handleWithin: 'PT8H' });
    const { tag } = await desk.run(createTag, { name: 'Key' });
    const key = await newCustomer(desk);
    await desk.run(attachTag, { tag, customers: [key] });
    const policyOf = async (complaint: Id<'Complaint'>) => caseOf(desk, complaint, 'policy { name } keyCustomer');
    expect(await policyOf(await receive(desk, key))).toEqual({ policy: { name: '重点客户' }, keyCustomer: true });
    const severe = await receive(desk, await newCustomer(desk), { severity: 5 });
    expect(await policyOf(severe)).toMatchObject({ policy: { name: '严重' } });
    expect(await policyOf(before)).toMatchObject({ policy: { name: 'Immediately, at any time' } });
  });

  test('CMPL-03 the clock stands while the customer is waited for, and is never back-dated', async () => {
    const complaint = await receive(desk, await newCustomer(desk), { reply: '已收到' });
    t().clock.advance('PT10H');
    await desk.run(waitForCustomer, { complaint, reason: '等待客户提供照片' });
    expect(await desk.refused(waitForCustomer, { complaint, reason: '再等' })).toBe('COMPLAINTS_WAITING');
    t().clock.advance('P5D');
    await house.workOff();
    expect(await breaches()).toEqual([]);
    await desk.run(resumeComplaint, { complaint });
    expect(await desk.refused(resumeComplaint, { complaint })).toBe('COMPLAINTS_NOT_WAITING');
    expect(await caseOf(desk, complaint, 'receivedAt handleDue pauses { nodes { reason from to } }')).toEqual({
      receivedAt: '2026-01-05T01:00:00.000Z',
      handleDue: '2026-01-13T01:00:00.000Z',
      pauses: { nodes: [{ reason: '等待客户提供照片', from: '2026-01-05T11:00:00.000Z', to: '2026-01-10T11:00:00.000Z' }] },
    });
    t().clock.set('2026-01-13T01:00:00Z');
    await house.workOff();
    expect(await breaches()).toEqual(['HANDLE']);
  });

  test('CMPL-03 a case that is solved in time is never breached', async () => {
    const complaint = await receive(desk, await newCustomer(desk), {});
    t().clock.advance('PT2H');
    await solved(desk, complaint, me);
    t().clock.advance('P9D');
    await house.workOff();
    // The reply came too late, though nobody had noticed by then.
    expect(await breaches()).toEqual(['ACKNOWLEDGE']);
    expect(await caseOf(desk, complaint, 'solveMinutes isOverdue')).toEqual({ solveMinutes: 120, isOverdue: false });
  });

  test('CMPL-03 what was reckoned without holidays is reckoned again when they are published', async () => {
    await desk.run(adoptStandardPolicy, { standard: 'NEXT_OPENING', responsibleRole: 'manager' });
    // Years whose holidays nobody has published yet.
    t().clock.set('2031-09-30T13:00:00Z');
    const complaint = await receive(desk, await newCustomer(desk));
    expect(await caseOf(desk, complaint, 'provisional handleDue')).toEqual({ provisional: true, handleDue: '2031-10-06T01:00:00.000Z' });
    const holidays = Array.from({ length: 7 }, (_, i) => ({ date: `2031-10-0${i + 1}`, kind: 'HOLIDAY' as const, name: '国庆节' }));
    await desk.run(publishHolidays, { region: 'CN', year: 2031, days: holidays });
    expect(await caseOf(desk, complaint, 'provisional ackDue handleDue')).toEqual({
      provisional: false,
      ackDue: '2031-10-08T02:00:00.000Z',
      handleDue: '2031-10-13T01:00:00.000Z',
    });
    expect(await told(house, 'complaints.sla.recomputed')).toHaveLength(1);
  });

  describe('is refused', () => {
    const base = { type: 'COMPLAINT', channel: 'WEB', text: '漏水' } as const;

    test('CMPL-03 refuses a back-dated receipt, and one that is still to come', async () => {
      const from = { kind: 'customer', value: await newCustomer(desk) } as const;
      const receipt = (at: string) => desk.refused(receiveComplaint, { ...base, from, receivedAt: new Date(at) });
      expect(await receipt('2026-01-05T00:44:59Z')).toBe('COMPLAINTS_BACK_DATED');
      expect(await receipt('2026-01-05T01:00:01Z')).toBe('COMPLAINTS_RECEIPT_IN_FUTURE');
      await desk.run(receiveComplaint, { ...base, from, receivedAt: new Date('2026-01-05T00:45:00Z') });
    });

    test('CMPL-03 refuses acknowledging before receipt, or in the future', async () => {
      const complaint = await receive(desk, await newCustomer(desk));
      t().clock.advance('PT1H');
      const refused = (at: string) => desk.refused(acknowledgeComplaint, { complaint, reply: '已收到', at: new Date(at) });
      expect(await refused('2026-01-05T00:59:59Z')).toBe('COMPLAINTS_ACKNOWLEDGED_BEFORE_RECEIPT');
      expect(await refused('2026-01-05T02:00:01Z')).toBe('COMPLAINTS_ACKNOWLEDGED_IN_FUTURE');
      expect(await desk.refused(waitForCustomer, { complaint, reason: 'x' })).toBe('COMPLAINTS_NOT_ACKNOWLEDGED');
    });

    test('CMPL-03 refuses a policy without a responsible role, or with one that there is not', async () => {
      const { responsibleRole: _, ...without } = terms;
      expect(await desk.refused(defineSlaPolicy, without as never)).toBe('BAD_INPUT');
      expect(await desk.refused(defineSlaPolicy, { ...terms, responsibleRole: ' ' })).toBe('BAD_INPUT');
      expect(await desk.refused(defineSlaPolicy, { ...terms, responsibleRole: 'nobody' })).toBe('COMPLAINTS_UNKNOWN_ROLE');
    });

    test('CMPL-03 refuses business hours without a calendar, which has the zone; and a calendar for ALWAYS', async () => {
      expect(await desk.refused(defineSlaPolicy, { ...terms, clock: 'BUSINESS_HOURS' })).toBe('COMPLAINTS_POLICY_WITHOUT_HOURS');
      const [hours] = await desk.read(select(businessCalendarFields, {}), {});
      expect(await desk.refused(defineSlaPolicy, { ...terms, calendar: hours?.id })).toBe('COMPLAINTS_POLICY_WITHOUT_HOURS');
    });

    test('CMPL-03 refuses a malformed limit, retiring the last general policy, and replacing a retired one', async () => {
      expect(await desk.refused(defineSlaPolicy, { ...terms, ackWithin: 'soon' })).toBe('BAD_INPUT');
      const [seeded] = await desk.read(select(policyFields, {}), {});
      const policy = seeded?.id as Id<'SlaPolicy'>;
      expect(await desk.refused(retireSlaPolicy, { policy })).toBe('COMPLAINTS_LAST_POLICY');
      await desk.run(defineSlaPolicy, { ...terms, replaces: policy });
      expect(await desk.refused(defineSlaPolicy, { ...terms, replaces: policy })).toBe('COMPLAINTS_POLICY_RETIRED');
      expect((await desk.execute(`{ slaPolicy(id: "${globalId('slp', policy)}") { replacedBy { name } } }`)).data).toEqual({
        slaPolicy: { replacedBy: { name: '三日' } },
      });
    });
  });

  test('CMPL-03 a graver class shortens the limit, and still counts from receipt', async () => {
    await desk.run(defineSlaPolicy, { ...terms, class: 'PROJECT_QUALITY', handleWithin: 'PT6H' });
    const complaint = await receive(desk, await newCustomer(desk), { reply: '已收到' });
    t().clock.advance('PT3H');
    await desk.run(classifyComplaint, { complaint, class: 'PROJECT_QUALITY' });
    expect(await caseOf(desk, complaint, 'handleDue')).toEqual({ handleDue: '2026-01-05T07:00:00.000Z' });
    t().clock.set('2026-01-05T07:00:00Z');
    await house.workOff();
    expect(await breaches()).toEqual(['HANDLE']);
    await inHand(desk, await receive(desk, await newCustomer(desk)), me);
  });
});
