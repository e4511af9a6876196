import type { Id } from '@guanxi/core';
import { crm, mergeCustomers, unmergeCustomers } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { identifyComplainant, receiveComplaint } from '../cases/index.ts';
import { closeComplaint, reopenComplaint } from '../closing/index.ts';
import { complaints } from '../index.ts';
import { classifyComplaint } from '../taxonomy/index.ts';
import { caseOf, contactOf, newCustomer, receive, selfOf, solved } from '../testing/desk.fixture.ts';
import { autoDial, callBack, offerPrice, promotion, sendCampaign, suggestCrossSell } from '../testing/promotion.fixture.ts';
import { liftPromotionBlock } from './index.ts';

describeEngines('no promotion to who complains', { plugins: [crm(), calendar(), workflow(), complaints(), promotion()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let desk: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  let contact: Id<'Contact'>;
  beforeEach(async () => {
    t().clock.set('2026-01-05T01:00:00Z');
    house = await t().another();
    await house.engine.settings(house.tenant.id).set('crm', { contactability: { needsConsent: [] } });
    desk = await house.staff({ name: '李静' });
    customer = await newCustomer(desk);
    contact = await contactOf(desk, customer);
  });
  const reaches = [sendCampaign, autoDial, suggestCrossSell, offerPrice];
  const answers = async (of = contact) => Promise.all(reaches.map(async (command) => (await desk.attempt(command, { contact: of })).ok));
  const blocked = [false, false, false, false];
  const free = [true, true, true, true];
  const closed = async (complaint: Id<'Complaint'>) => {
    await solved(desk, complaint, selfOf(desk));
    await desk.run(closeComplaint, { complaint, confirmedBy: '王芳' });
  };

  test('CMPL-10, DATA-16 while a complaint is open its customer is not promoted to; when it is closed, they may be again (extension point)', async () => {
    expect(await answers()).toEqual(free);
    const complaint = await receive(desk, customer);
    expect(await answers()).toEqual(blocked);
    await desk.run(callBack, { contact });
    await closed(complaint);
    expect(await answers()).toEqual(free);
  });

  describe('is refused', () => {
    test('CMPL-10, MKT-03 refuses to send a campaign to who complains, with the reason to be read (extension point)', async () => {
      await receive(desk, customer);
      const outcome = await desk.attempt(sendCampaign, { contact });
      expect(outcome).toMatchObject({
        ok: false,
        errors: [{ code: 'CRM_CONTACT_REFUSED', details: { reasons: [{ code: 'SUPPRESSED', ownerPlugin: 'complaints' }] } }],
      });
      const chinese = await house.staff({ locale: 'zh-CN' });
      const said = await chinese.attempt(sendCampaign, { contact });
      expect(said.ok ? '' : said.errors[0]?.message).toContain('客户不满');
    });
    test('CMPL-10, TELE-02 refuses to dial who complains (extension point)', async () => {
      await receive(desk, customer);
      expect(await desk.refused(autoDial, { contact })).toBe('CRM_CONTACT_REFUSED');
    });
    test('CMPL-10, SALES-14 refuses to suggest what else to sell to who complains (extension point)', async () => {
      await receive(desk, customer);
      expect(await desk.refused(suggestCrossSell, { contact })).toBe('CRM_CONTACT_REFUSED');
    });
    test('CMPL-10, SALES-08 refuses to offer a price to who complains (extension point)', async () => {
      await receive(desk, customer);
      expect(await desk.refused(offerPrice, { contact })).toBe('CRM_CONTACT_REFUSED');
    });
    test('DATA-16 refuses to let people or another plugin release what a complaint blocks', async () => {
      const complaint = await receive(desk, customer);
      const { blocks } = (await caseOf(desk, complaint, 'blocks { nodes { suppressionId } }')) as {
        blocks: { nodes: { suppressionId: string }[] };
      };
      const { data } = await desk.execute(
        'mutation ($input: ReleaseCustomerInput!) { releaseCustomer(input: $input) { userErrors { code } } }',
        { input: { suppression: blocks.nodes[0]?.suppressionId } },
      );
      expect(data).toEqual({ releaseCustomer: { userErrors: [{ code: 'CRM_SUPPRESSION_OF_ANOTHER' }] } });
    });
    test('CMPL-10 refuses to lift the block without the role, without a reason, and by a program', async () => {
      const complaint = await receive(desk, customer);
      const handler = await house.staff({ can: ['complaints:read', 'complaints:handle', 'complaints:manage'] });
      expect(await handler.refused(liftPromotionBlock, { complaint, reason: 'x' })).toBe('FORBIDDEN');
      expect(await desk.refused(liftPromotionBlock, { complaint, reason: ' ' })).toBe('BAD_INPUT');
      const program = await house.service();
      expect(await program.refused(liftPromotionBlock, { complaint, reason: 'x' })).toBe('COMPLAINTS_PERSON_NEEDED');
    });
  });

  test('CMPL-10 whoever has the role lifts the block, and answers for it by name and reason', async () => {
    const complaint = await receive(desk, customer);
    const boss = await house.staff({ name: '王总' });
    await boss.run(liftPromotionBlock, { complaint, reason: '客户主动要求报价' });
    await desk.run(offerPrice, { contact });
    expect(await caseOf(desk, complaint, 'blocks { nodes { isInForce liftedReason liftedBy { name } } }')).toEqual({
      blocks: {
        nodes: Array.from({ length: 2 }, () => ({ isInForce: false, liftedReason: '客户主动要求报价', liftedBy: { name: '王总' } })),
      },
    });
    expect(await boss.refused(liftPromotionBlock, { complaint, reason: 'x' })).toBe('COMPLAINTS_NOTHING_BLOCKED');
  });

  test('CMPL-10 of several open complaints each holds its own block, and the last one frees', async () => {
    const [one, two] = [await receive(desk, customer), await receive(desk, customer)];
    await closed(one);
    expect(await desk.refused(sendCampaign, { contact })).toBe('CRM_CONTACT_REFUSED');
    await closed(two);
    await desk.run(sendCampaign, { contact });
    await desk.run(reopenComplaint, { complaint: two, reason: '再次漏水' });
    expect(await desk.refused(sendCampaign, { contact })).toBe('CRM_CONTACT_REFUSED');
  });

  test('CMPL-10 the customer is left alone for a set time after closing, which is told, and ends by itself', async () => {
    await house.engine.settings(house.tenant.id).set('complaints', { block: { after: 'P7D' } });
    await closed(await receive(desk, customer));
    const outcome = await desk.attempt(sendCampaign, { contact });
    expect(outcome).toMatchObject({ ok: false, errors: [{ details: { reasons: [{ until: '2026-01-12T01:00:00.000Z' }] } }] });
    t().clock.set('2026-01-12T00:59:59Z');
    expect(await desk.refused(sendCampaign, { contact })).toBe('CRM_CONTACT_REFUSED');
    t().clock.set('2026-01-12T01:00:00Z');
    await desk.run(sendCampaign, { contact });
  });

  test('CMPL-10 an enquiry or praise blocks nothing; what turns out to be a complaint does from then on', async () => {
    const complaint = await receive(desk, customer, { type: 'ENQUIRY', reply: '已收到' });
    await receive(desk, customer, { type: 'PRAISE' });
    await desk.run(sendCampaign, { contact });
    await desk.run(classifyComplaint, { complaint, type: 'COMPLAINT', class: 'SERVICE_PROCESS' });
    expect(await desk.refused(sendCampaign, { contact })).toBe('CRM_CONTACT_REFUSED');
    await desk.run(classifyComplaint, { complaint, type: 'ENQUIRY' });
    await desk.run(sendCampaign, { contact });
  });

  test('CMPL-10 somebody unknown is blocked when it is known who they are', async () => {
    const from = { kind: 'unidentified', value: { name: '王女士' } } as const;
    const { complaint } = await desk.run(receiveComplaint, { from, type: 'COMPLAINT', channel: 'LETTER', text: '漏水' });
    await desk.run(sendCampaign, { contact });
    await desk.run(identifyComplainant, { complaint, customer, contact });
    expect(await desk.refused(sendCampaign, { contact })).toBe('CRM_CONTACT_REFUSED');
  });

  test('CMPL-10 the block goes with its customer through a merge and back', async () => {
    const other = await newCustomer(desk);
    await receive(desk, customer);
    const theirs = await contactOf(desk, other);
    await desk.run(sendCampaign, { contact: theirs });
    await desk.run(mergeCustomers, { survivor: other, duplicate: customer });
    expect(await desk.refused(sendCampaign, { contact: theirs })).toBe('CRM_CONTACT_REFUSED');
    expect(await desk.refused(sendCampaign, { contact })).toBe('CRM_CONTACT_REFUSED');
    await desk.run(unmergeCustomers, { duplicate: customer, reviewed: true });
    await desk.run(sendCampaign, { contact: theirs });
    expect(await desk.refused(sendCampaign, { contact })).toBe('CRM_CONTACT_REFUSED');
  });
});
