import { globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createContact,
  createCustomer,
  crm,
  customerFields,
  Interaction,
  interactionFields,
  mergeCustomers,
  recordInteraction,
} from '../index.ts';
import { guestPlugin, rewrite } from '../testing/guests/guests.fixture.ts';

const call = { channel: 'PHONE', direction: 'OUTBOUND', subject: '邀请参展' } as const;
const reachable = { channels: [{ kind: 'MOBILE' as const, value: '13800138000' }] };

describeEngines('DATA-09 interactions', { plugins: [crm(), guestPlugin()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let customer: Id<'Customer'>;
  let contact: Id<'Contact'>;
  beforeAll(async () => {
    clerk = await t().staff({ name: '李雷' });
  });
  const firm = async (name: string) => (await clerk.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
  const person = async (of: Id<'Customer'>) =>
    (await clerk.run(createContact, { name: '王芳', customers: [{ customer: of }], ...reachable })).contact;
  beforeEach(async () => {
    customer = await firm('上海会展有限公司');
    contact = await person(customer);
  });

  test('one is recorded with everything that was said, its participants and who recorded it', async () => {
    const { interaction } = await clerk.run(recordInteraction, {
      ...call,
      customer,
      contacts: [contact, contact],
      phase: 'PRE_SALE',
      touchpoint: '展位 A12',
      outcome: '同意参展',
      learnedFacts: ['预算充足'],
      body: '详谈',
      linkedTo: { type: 'Customer', id: globalId('cus', customer) },
    });
    const { data, errors } = await clerk.execute(
      `query ($id: ID!) { interaction(id: $id) { channel direction phase touchpoint subject body outcome learnedFacts at recordedBy { name }
        customer { name } contacts { nodes { name } } linkedTo { __typename ... on Customer { name } } } }`,
      { id: globalId('int', interaction) },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      interaction: {
        ...call,
        phase: 'PRE_SALE',
        touchpoint: '展位 A12',
        body: '详谈',
        outcome: '同意参展',
        learnedFacts: ['预算充足'],
        at: '2026-01-05T01:00:00.000Z',
        recordedBy: { name: '李雷' },
        customer: { name: '上海会展有限公司' },
        contacts: { nodes: [{ name: '王芳' }] },
        linkedTo: { __typename: 'Customer', name: '上海会展有限公司' },
      },
    });
  });

  test('an entry is corrected by another one', async () => {
    const { interaction: wrong } = await clerk.run(recordInteraction, { ...call, customer });
    await clerk.run(recordInteraction, { ...call, customer, corrects: wrong, subject: '邀请参会' });
    const { data } = await clerk.execute(
      'query ($id: ID!) { interaction(id: $id) { subject corrections { nodes { subject corrects { subject } } } } }',
      { id: globalId('int', wrong) },
    );
    expect(data).toEqual({
      interaction: { subject: '邀请参展', corrections: { nodes: [{ subject: '邀请参会', corrects: { subject: '邀请参展' } }] } },
    });
  });

  test('where only contacts are named, their customer is found', async () => {
    const { interaction } = await clerk.run(recordInteraction, { ...call, contacts: [contact] });
    const [row] = await clerk.read(select(interactionFields, { customer: select(customerFields, {}) }), { id: interaction });
    expect(row?.customer?.id).toBe(customer);
  });

  test('interactionCount counts a period, and not what is hidden', async () => {
    for (const at of ['2025-12-01T00:00:00Z', '2025-12-31T16:00:00Z', '2026-01-04T00:00:00Z'])
      await clerk.run(recordInteraction, { ...call, customer, at: new Date(at) });
    await clerk.run(recordInteraction, { ...call, customer, touchpoint: 'SAFE' });
    const ask = 'query ($id: ID!, $from: DateTime, $to: DateTime) { interactionCount(customer: $id, from: $from, to: $to) }';
    const period = { id: globalId('cus', customer), from: '2025-12-31T16:00:00Z', to: '2026-01-04T00:00:00Z' };
    expect((await clerk.execute(ask, period)).data).toEqual({ interactionCount: 1 });
    expect((await clerk.execute(ask, { id: period.id })).data).toEqual({ interactionCount: 4 });
    const other = await t().staff({ can: ['crm:customers:read', 'crm:interactions:read'] });
    expect((await other.execute(ask, { id: period.id })).data).toEqual({ interactionCount: 3 });
  });

  test('recording one costs two flights of the write path and no query of its own', async () => {
    const { statements } = await t().statements(() => clerk.run(recordInteraction, { ...call, customer }));
    expect(statements.filter((s) => /^\s*select/i.test(s) && /crm_interaction|crm_contact/.test(s))).toEqual([]);
  });

  test('a batch of them costs as many statements as a larger one, whoever took part', async () => {
    const sent = async (n: number) => {
      const inputs = Array.from({ length: n }, () => ({ ...call, customer, contacts: [contact] }));
      const { value, statements } = await t().statements(() => clerk.runBatch(recordInteraction, inputs));
      expect(value.every((row) => row.ok)).toBe(true);
      return statements.length;
    };
    expect(await sent(80)).toBe(await sent(40));
    expect(await sent(2)).toBeLessThanOrEqual(await sent(40));
  });

  describe('refusals', () => {
    const refused = (o: object) => clerk.refused(recordInteraction, { ...call, customer, ...o });

    test('DATA-09 time in the future', async () => {
      expect(await refused({ at: new Date('2026-01-05T01:00:00.001Z') })).toBe('CRM_INTERACTION_IN_FUTURE');
    });
    test('DATA-09 no participant: neither a customer nor contacts that have one in common', async () => {
      expect(await refused({ customer: undefined })).toBe('CRM_INTERACTION_WITHOUT_PARTICIPANT');
      expect(await refused({ customer: undefined, contacts: [] })).toBe('CRM_INTERACTION_WITHOUT_PARTICIPANT');
      expect(await refused({ customer: undefined, contacts: [contact, await person(await firm('乙公司'))] })).toBe(
        'CRM_INTERACTION_WITHOUT_PARTICIPANT',
      );
    });
    test('DATA-09 contact of another customer', async () => {
      expect(await refused({ contacts: [contact, await person(await firm('乙公司'))] })).toBe('CRM_CONTACT_OF_ANOTHER_CUSTOMER');
    });
    test('DATA-09 edit or delete', async () => {
      const { interaction } = await clerk.run(recordInteraction, { ...call, customer });
      const fields = t().engine.schema.getMutationType()?.getFields() ?? {};
      expect(
        Object.keys(fields)
          .filter((name) => /Interaction/.test(name))
          .sort(),
      ).toEqual(['recordInteraction', 'rewriteInteraction']);
      // No plugin's command gets round it either (extension point).
      for (const remove of [true, false]) expect(await clerk.refused(rewrite, { interaction, remove })).toBe('ILLEGAL_STATE');
      await expect(t().make(Interaction, { ...call, customerId: customer, at: t().clock.now(), id: interaction })).rejects.toMatchObject({
        code: 'DUPLICATE',
      });
    });
    test('DATA-09 G14 a channel that nobody registered', async () => {
      expect(await refused({ channel: 'PIGEON' })).toBe('BAD_INPUT');
      expect(await clerk.run(recordInteraction, { ...call, customer, channel: 'LOBBY' })).toMatchObject({
        interaction: expect.any(String),
      });
    });
    test('G1 a blank subject; G2 a customer, contact, entry or linked record that is not there', async () => {
      expect(await refused({ subject: '  ' })).toBe('BAD_INPUT');
      const nobody = '0190f5c2-8a3b-7cde-8f01-23456789abcd';
      expect(await refused({ customer: nobody as Id<'Customer'> })).toBe('NOT_FOUND');
      expect(await refused({ contacts: [nobody as Id<'Contact'>] })).toBe('NOT_FOUND');
      expect(await refused({ corrects: nobody as Id<'Interaction'> })).toBe('NOT_FOUND');
      expect(await refused({ linkedTo: { type: 'Customer', id: nobody } })).toBe('NOT_FOUND');
      expect(await refused({ linkedTo: { type: 'Unicorn', id: nobody } })).toBe('NOT_FOUND');
    });
    test('an entry corrects one of the same customer', async () => {
      const { interaction } = await clerk.run(recordInteraction, { ...call, customer: await firm('乙公司') });
      expect(await refused({ corrects: interaction })).toBe('CRM_CORRECTION_OF_ANOTHER_CUSTOMER');
    });
    test('G10 whoever may not record', async () => {
      const reader = await t().staff({ can: ['crm:customers:read', 'crm:interactions:read'] });
      expect(await reader.refused(recordInteraction, { ...call, customer })).toBe('FORBIDDEN');
    });
    test('G15 a customer that was merged into another', async () => {
      const survivor = await firm('丙公司');
      const { interaction } = await clerk.run(recordInteraction, { ...call, customer, contacts: [contact] });
      await clerk.run(mergeCustomers, { survivor, duplicate: customer });
      expect(await refused({})).toBe('CRM_CUSTOMER_MERGED');
      // What was recorded went along.
      const [row] = await clerk.read(select(interactionFields, { customer: select(customerFields, {}) }), { id: interaction });
      expect(row?.customer?.id).toBe(survivor);
    });
  });
});
