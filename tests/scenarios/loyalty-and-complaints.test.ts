/**
 * What two plugins show that know nothing of each other: a complaint from its receipt on an evening before a make-up working day to its
 * closing, with everything that keeps watch over it; and one statement over both.
 */
import { readFile } from 'node:fs/promises';
import { globalId, type Id } from '@guanxi/core';
import { createContact, createCustomer, crm } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import {
  acknowledgeComplaint,
  assignComplaint,
  chooseSolution,
  classifyComplaint,
  closeComplaint,
  complaints,
  fulfilPromise,
  givePromise,
  proposeSolutions,
  receiveComplaint,
  recordHandlingStep,
} from '@guanxi/plugin-complaints';
import { awardPoints, grantTier, loyalty } from '@guanxi/plugin-loyalty';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';

describeEngines('loyalty and complaints', { plugins: [crm(), calendar(), workflow(), loyalty(), complaints()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let desk: Awaited<ReturnType<House['staff']>>;
  let boss: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  let contact: Id<'Contact'>;
  const staffOf = ({ actor }: typeof desk): Id<'Staff'> => (actor.kind === 'staff' ? actor.staffId : '') as Id<'Staff'>;
  beforeAll(async () => {
    // Friday, nine in the evening in Shanghai; the Saturday after it is worked for the Spring Festival of 2026.
    t().clock.set('2026-02-13T13:00:00Z');
    house = await t().another();
    await house.engine.settings(house.tenant.id).set('crm', { contactability: { needsConsent: [] } });
    [desk, boss] = [await house.staff({ name: '李静' }), await house.staff({ name: '王总' })];
    customer = (await desk.run(createCustomer, { name: '上海恒展机械有限公司', kind: 'ORGANISATION', confirmNew: true })).customer;
    const channels = [{ kind: 'EMAIL' as const, value: 'wang@example.com' }];
    contact = (await desk.run(createContact, { name: '王芳', customers: [{ customer }], channels })).contact;
    const { account } = await desk.run(awardPoints, { customer, points: 1_200, reason: '签约', key: 'contract-1' });
    await desk.run(grantTier, { account, tier: 'GOLD', until: new Date('2027-01-01T00:00:00Z'), reason: '战略客户' });
  });
  const ask = async (document: string, id: string) => {
    const { data, errors } = await desk.execute(document, { id });
    expect(errors).toBeUndefined();
    return data;
  };
  const mayPromote = () =>
    ask(
      'query ($id: ID!) { canContact(contact: $id, channel: EMAIL, purpose: MARKETING) { allowed reasons { message } } }',
      globalId('con', contact),
    );

  test('CMPL-01, CMPL-03, CMPL-05, CMPL-07, CMPL-10 the story of a complaint', async () => {
    expect(await mayPromote()).toEqual({ canContact: { allowed: true, reasons: [] } });
    const from = { kind: 'customer', value: customer } as const;
    const { complaint } = await desk.run(receiveComplaint, { from, contact, type: 'COMPLAINT', channel: 'HOTLINE', text: '展台漏水' });
    const id = globalId('cmp', complaint);
    const clocks = await ask('query ($id: ID!) { complaint(id: $id) { ackDue handleDue } }', id);
    expect(clocks).toEqual({ complaint: { ackDue: '2026-02-13T13:00:00.000Z', handleDue: '2026-02-16T13:00:00.000Z' } });
    const both = await ask('{ complaintLimits(receivedAt: "2026-02-13T13:00:00Z") { standard ackDue } }', id);
    expect(both).toMatchObject({
      complaintLimits: expect.arrayContaining([
        { standard: 'IMMEDIATE', ackDue: '2026-02-13T13:00:00.000Z' },
        { standard: 'NEXT_OPENING', ackDue: '2026-02-14T02:00:00.000Z' },
      ]),
    });
    expect(await mayPromote()).toEqual({ canContact: { allowed: false, reasons: [{ message: 'suppressed: Dissatisfied' }] } });

    await desk.run(acknowledgeComplaint, { complaint, reply: '已登记，马上安排' });
    await desk.run(classifyComplaint, { complaint, class: 'PROJECT_QUALITY' });
    await desk.run(assignComplaint, { complaint, handler: staffOf(desk) });
    t().clock.set('2026-02-16T13:00:00Z');
    await house.workOff();
    expect(
      await ask('query ($id: ID!) { complaint(id: $id) { state handleBreachedAt escalations { nodes { level cause role } } } }', id),
    ).toEqual({
      complaint: {
        state: 'ESCALATED',
        handleBreachedAt: '2026-02-16T13:00:00.000Z',
        escalations: { nodes: [{ level: 1, cause: 'BREACH', role: 'manager' }] },
      },
    });

    await desk.run(recordHandlingStep, { complaint, step: 'LISTENED', note: '客户要求开展前修好' });
    const { options } = await desk.run(proposeSolutions, { complaint, options: [{ text: '连夜修复' }, { text: '更换展位' }] });
    await desk.run(chooseSolution, { complaint, option: options[0] as Id<'SolutionOption'> });
    const promised = { text: '明早八点前修好', dueAt: new Date('2026-02-17T00:00:00Z'), owner: staffOf(desk) };
    const { promise } = await desk.run(givePromise, { complaint, ...promised });
    expect(await desk.refused(closeComplaint, { complaint, confirmedBy: '王芳' })).toBe('COMPLAINTS_PROMISE_OPEN');
    t().clock.set('2026-02-16T23:00:00Z');
    await desk.run(fulfilPromise, { promise });
    expect(await desk.refused(closeComplaint, { complaint, confirmedBy: '王芳' })).toBe('COMPLAINTS_OWN_ESCALATED');
    await boss.run(closeComplaint, { complaint, confirmedBy: '王芳', outcome: '已修复，客户满意' });
    expect(
      await ask(
        'query ($id: ID!) { complaint(id: $id) { state promises { nodes { state } } workflow { steps { nodes { toState } } } } }',
        id,
      ),
    ).toMatchObject({
      complaint: { state: 'CLOSED', promises: { nodes: [{ state: 'FULFILLED' }] } },
    });
    expect(await mayPromote()).toEqual({ canContact: { allowed: true, reasons: [] } });
  });

  test('CMPL-01, LOY-02 customers by tier and by what is open, with fields of both plugins, are one statement', async () => {
    const from = { kind: 'customer', value: customer } as const;
    await desk.run(receiveComplaint, { from, type: 'COMPLAINT', channel: 'WEB', text: '发票有误' });
    const document = `{ customers(where: { loyalty: { tier: { eq: GOLD } }, complaints: { some: { state: { notIn: [CLOSED] } } } }) {
      totalCount nodes { name loyalty { tier points } complaints { nodes { state promises { nodes { text state } } tasks { nodes { key } } } } } } }`;
    const { value, statements } = await house.statements(() => desk.execute(document));
    expect(value).toMatchObject({
      data: {
        customers: {
          totalCount: 1,
          nodes: [
            {
              name: '上海恒展机械有限公司',
              loyalty: { tier: 'GOLD', points: 1_200 },
              complaints: { nodes: [{ state: 'RECEIVED' }, { state: 'CLOSED', promises: { nodes: [{ state: 'FULFILLED' }] } }] },
            },
          ],
        },
      },
    });
    expect(statements).toHaveLength(1);

    const shown = await readFile(new URL('../../examples/queries/gold-with-open-cases.graphql', import.meta.url), 'utf8');
    const again = await house.statements(() => desk.execute(shown));
    expect(again.value.errors).toBeUndefined();
    expect(again.value.data).toMatchObject({ customers: { nodes: [{ name: '上海恒展机械有限公司', loyalty: { tier: 'GOLD' } }] } });
    expect(again.statements).toHaveLength(1);
  });
});
