import type { Id } from '@guanxi/core';
import { addCustomerRole, crm } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { loyalty } from '@guanxi/plugin-loyalty';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { receiveComplaint } from '../cases/index.ts';
import { closeComplaint } from '../closing/index.ts';
import { complaints } from '../index.ts';
import { caseOf, newCustomer, receive, selfOf } from '../testing/desk.fixture.ts';
import { answerEnquiry, creditPraise, decideSuggestion, rewardComplaint } from './index.ts';

describeEngines('praise, advice and questions', { plugins: [crm(), calendar(), workflow(), loyalty(), complaints()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let desk: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  beforeEach(async () => {
    house = await t().another();
    await house.engine.settings(house.tenant.id).set('complaints', { rewards: { praise: 50, suggestion: 200 } });
    desk = await house.staff({ name: '李静' });
    customer = await newCustomer(desk);
  });
  const points = async (of = customer) => desk.plugins.loyalty.balance(of);
  const praised = (o = {}) => receive(desk, customer, { type: 'PRAISE', text: '感谢小李', ...o });

  test('CMPL-08 praise is credited to the employee, and earns the customer points once', async () => {
    const complaint = await praised();
    const staff = selfOf(await house.staff({ name: '小李' }));
    await desk.run(creditPraise, { complaint, staff, note: '雨夜上门' });
    expect(await desk.refused(creditPraise, { complaint, staff })).toBe('COMPLAINTS_CREDITED');
    await desk.run(creditPraise, { complaint, staff: selfOf(await house.staff({ name: '小王' })) });
    expect(await points()).toBe(50);
    await desk.run(closeComplaint, { complaint });
    expect(await caseOf(desk, complaint, 'state credits { nodes { staff { name praiseCount } } } rewards { nodes { points } }')).toEqual({
      state: 'CLOSED',
      credits: { nodes: expect.arrayContaining([{ staff: { name: '小李', praiseCount: 1 } }]) },
      rewards: { nodes: [{ points: 50 }] },
    });
  });

  test('CMPL-08 a suggestion that is adopted earns points, one that is declined does not', async () => {
    const [good, poor] = [
      await receive(desk, customer, { type: 'SUGGESTION', reply: '谢谢' }),
      await receive(desk, customer, { type: 'SUGGESTION', reply: '谢谢' }),
    ];
    await desk.run(decideSuggestion, { complaint: poor, adopt: false, outcome: '成本过高' });
    expect(await points()).toBe(0);
    await desk.run(decideSuggestion, { complaint: good, adopt: true, outcome: '下月实施' });
    expect(await points()).toBe(200);
    expect(await desk.refused(rewardComplaint, { complaint: poor, points: 10 })).toBe('COMPLAINTS_NOT_ADOPTED');
    expect(await caseOf(desk, good, 'state adopted outcome')).toEqual({ state: 'ADOPTED', adopted: true, outcome: '下月实施' });
  });

  test('CMPL-08 a question is answered and closed, without more ado', async () => {
    const complaint = await receive(desk, customer, { type: 'ENQUIRY', text: '请问何时交房' });
    await desk.run(answerEnquiry, { complaint, answer: '明年三月' });
    await desk.run(closeComplaint, { complaint });
    expect(await caseOf(desk, complaint, 'state outcome')).toEqual({ state: 'CLOSED', outcome: '明年三月' });
    await desk.run(rewardComplaint, { complaint, points: 5 });
    expect(await points()).toBe(5);
  });

  describe('is refused', () => {
    test('CMPL-08 refuses a reward twice for one case', async () => {
      const complaint = await praised();
      await desk.run(rewardComplaint, { complaint, points: 80 });
      expect(await desk.refused(rewardComplaint, { complaint, points: 80 })).toBe('COMPLAINTS_REWARDED');
      await desk.run(creditPraise, { complaint, staff: selfOf(desk) });
      expect(await points()).toBe(80);
    });

    test('CMPL-08 refuses a reward to an employee’s own suggestion, and to a department of the firm', async () => {
      const from = { kind: 'employee', value: selfOf(desk) } as const;
      const { complaint } = await desk.run(receiveComplaint, { from, type: 'SUGGESTION', channel: 'EMAIL', text: '建议', reply: '谢谢' });
      await desk.run(decideSuggestion, { complaint, adopt: true, outcome: '采纳' });
      expect(await desk.refused(rewardComplaint, { complaint, points: 10 })).toBe('COMPLAINTS_OWN_SUGGESTION');
      await desk.run(addCustomerRole, { customer, role: 'INTERNAL' });
      const internal = await praised();
      await desk.run(creditPraise, { complaint: internal, staff: selfOf(desk) });
      expect(await desk.refused(rewardComplaint, { complaint: internal, points: 10 })).toBe('COMPLAINTS_OWN_SUGGESTION');
      expect(await points()).toBe(0);
    });

    test('CMPL-08 refuses a reward to nobody known, to a complaint, and what is of another type (G7)', async () => {
      const from = { kind: 'unidentified', value: { name: '路人' } } as const;
      const { complaint } = await desk.run(receiveComplaint, { from, type: 'PRAISE', channel: 'WEB', text: '很好' });
      expect(await desk.refused(rewardComplaint, { complaint, points: 10 })).toBe('COMPLAINTS_NOBODY_TO_REWARD');
      const complained = await receive(desk, customer);
      expect(await desk.refused(rewardComplaint, { complaint: complained, points: 10 })).toBe('COMPLAINTS_TYPE');
      expect(await desk.refused(answerEnquiry, { complaint: complained, answer: 'x' })).toBe('COMPLAINTS_TYPE');
      const suggestion = await receive(desk, customer, { type: 'SUGGESTION' });
      expect(await desk.refused(decideSuggestion, { complaint: suggestion, adopt: true, outcome: 'x' })).toBe('WORKFLOW_NOT_IN_TABLE');
    });
  });

  test('CMPL-08 a tenant that does not use loyalty credits praise all the same, and only the reward is refused (G11)', async () => {
    const other = await t().another();
    const clerk = await other.staff();
    await other.engine.settings(other.tenant.id).set('complaints', { rewards: { praise: 50 } });
    const { errors } = await clerk.execute('mutation { disablePlugin(input: { plugin: "loyalty" }) { userErrors { code } } }');
    expect(errors).toBeUndefined();
    const complaint = await receive(clerk, await newCustomer(clerk), { type: 'PRAISE' });
    await clerk.run(creditPraise, { complaint, staff: selfOf(clerk) });
    expect(await clerk.refused(rewardComplaint, { complaint, points: 1 })).toBe('COMPLAINTS_NO_LOYALTY');
    expect(await caseOf(clerk, complaint, 'state rewards { totalCount }')).toEqual({ state: 'CREDITED', rewards: { totalCount: 0 } });
  });
});

describeEngines('praise without points', { plugins: [crm(), calendar(), workflow(), complaints()] }, (t) => {
  test('CMPL-08 where loyalty is not installed, praise is credited, and only the reward is refused (G11)', async () => {
    const clerk = await t().staff();
    await t()
      .engine.settings(t().tenant.id)
      .set('complaints', { rewards: { praise: 50 } });
    const complaint = await receive(clerk, await newCustomer(clerk), { type: 'PRAISE' });
    await clerk.run(creditPraise, { complaint, staff: selfOf(clerk) });
    expect(await clerk.refused(rewardComplaint, { complaint, points: 1 })).toBe('COMPLAINTS_NO_LOYALTY');
  });
});
