import { decimalOf, globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { addNote, createContact, createCustomer, createRelationship, crm, recordFact, recordInteraction, reverseFact } from '../index.ts';
import { guestPlugin } from '../testing/guests/guests.fixture.ts';

describeEngines('DATA-06 the whole view of a customer', { plugins: [crm(), guestPlugin()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let customer: Id<'Customer'>;
  beforeAll(async () => {
    clerk = await t().staff();
    customer = (await clerk.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true })).customer;
    await clerk.run(createRelationship, { to: customer, type: 'CONTRACT', contractRef: 'HT-1', validFrom: '2025-01-01' });
    await clerk.run(recordInteraction, {
      customer,
      channel: 'PHONE',
      direction: 'INBOUND',
      subject: '询价',
      at: new Date('2025-03-01T00:00:00Z'),
    });
    const { fact } = await clerk.run(recordFact, {
      customer,
      at: new Date('2025-04-01T00:00:00Z'),
      value: { amount: decimalOf('99.50'), currency: 'CNY' },
      sourcePlugin: 'till',
      sourceRef: '1',
    });
    await clerk.run(reverseFact, { fact, at: new Date('2025-05-01T00:00:00Z') });
    t().clock.advance('PT1H');
    await clerk.run(addNote, { customer, text: '喜欢红色' });
    t().clock.advance('PT1H');
    await clerk.run(createContact, {
      name: '王芳',
      customers: [{ customer, role: 'PURCHASING' }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    });
  });
  const id = () => ({ id: globalId('cus', customer) });

  test('the timeline merges everybody’s records by time, a plugin’s too (extension point)', async () => {
    const { data, errors } = await clerk.execute(
      'query ($id: ID!) { customer(id: $id) { timeline { nodes { __typename kind title at } } } }',
      id(),
    );
    expect(errors).toBeUndefined();
    expect((data as { customer: { timeline: { nodes: object[] } } }).customer.timeline.nodes).toEqual([
      { __typename: 'ContactLink', kind: 'CONTACT', title: 'PURCHASING', at: '2026-01-05T03:00:00.000Z' },
      { __typename: 'Note', kind: 'NOTE', title: '喜欢红色', at: '2026-01-05T02:00:00.000Z' },
      { __typename: 'Fact', kind: 'REVERSAL', title: '-99.5 CNY', at: '2025-05-01T00:00:00.000Z' },
      { __typename: 'Fact', kind: 'FACT', title: '99.5 CNY', at: '2025-04-01T00:00:00.000Z' },
      { __typename: 'Interaction', kind: 'INTERACTION', title: '询价', at: '2025-03-01T00:00:00.000Z' },
      { __typename: 'Relationship', kind: 'RELATIONSHIP', title: 'CONTRACT', at: '2025-01-01T00:00:00.000Z' },
    ]);
  });

  test('from, to and kinds narrow it', async () => {
    const { data, errors } = await clerk.execute(
      'query ($id: ID!) { customer(id: $id) { timeline(from: "2025-02-01T00:00:00Z", to: "2025-05-01T00:00:00Z", kinds: [FACT, INTERACTION]) { nodes { kind } } } }',
      id(),
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ customer: { timeline: { nodes: [{ kind: 'FACT' }, { kind: 'INTERACTION' }] } } });
  });

  test('one query reaches everything of a customer, in one statement', async () => {
    const ask =
      'query ($id: ID!) { customer(id: $id) { name contacts { nodes { name } } relationships { nodes { type contractRef } } interactions { nodes { subject } } facts { nodes { value { amount } } } notes { nodes { text } } timeline { nodes { title } } } }';
    const { value, statements } = await t().statements(() => clerk.execute(ask, id()));
    expect(value.errors).toBeUndefined();
    expect(statements).toHaveLength(1);
  });

  test('a failing field of a plugin is null with an error path, the rest is there (extension point)', async () => {
    const { data, errors } = await clerk.execute(
      'query ($id: ID!) { customer(id: $id) { name mood interactions { nodes { subject } } } }',
      id(),
    );
    expect(data).toEqual({ customer: { name: '甲公司', mood: null, interactions: { nodes: [{ subject: '询价' }] } } });
    expect(errors).toMatchObject([{ path: ['customer', 'mood'] }]);
  });

  describe('refusals', () => {
    test('DATA-06 G10 what one may not see is null with an error path, or not in the timeline', async () => {
      const reader = await t().staff({ can: ['crm:customers:read', 'crm:interactions:read'] });
      const { data, errors } = await reader.execute(
        'query ($id: ID!) { customer(id: $id) { name timeline { nodes { kind } } facts { nodes { id } } interactions { nodes { subject } } } }',
        id(),
      );
      expect(data).toMatchObject({
        customer: { name: '甲公司', timeline: null, facts: null, interactions: { nodes: [{ subject: '询价' }] } },
      });
      expect(errors).toHaveLength(2);
      expect(errors).toEqual(
        expect.arrayContaining(
          ['timeline', 'facts'].map((field) =>
            expect.objectContaining({ path: ['customer', field], extensions: expect.objectContaining({ code: 'FORBIDDEN' }) }),
          ),
        ),
      );
      const all = await t().staff({ can: ['crm:customers:read', 'crm:interactions:read', 'crm:timeline:read'] });
      expect((await all.execute('query ($id: ID!) { customer(id: $id) { timeline { nodes { kind } } } }', id())).data).toEqual({
        customer: { timeline: { nodes: [{ kind: 'INTERACTION' }] } },
      });
    });
    test('DATA-06 G11 a field of a plugin that is not installed; G13 too large a page', async () => {
      expect((await clerk.execute('query ($id: ID!) { customer(id: $id) { loyalty { points } } }', id())).errors).toBeDefined();
      expect(
        (await clerk.execute('query ($id: ID!) { customer(id: $id) { timeline(first: 100000) { nodes { kind } } } }', id())).errors,
      ).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
    });
  });

  test('STRAT-02 plugins say which of the three kinds of CRM they serve, and are listed by it', async () => {
    const { data } = await clerk.execute(
      '{ operational: plugins(class: OPERATIONAL) { id } analytical: plugins(class: ANALYTICAL) { id } }',
    );
    expect(data).toEqual({ operational: [{ id: 'crm' }, { id: 'guests' }], analytical: [] });
  });
});
