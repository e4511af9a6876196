/** Fields and records have a class, and what is confidential is shown to the cleared, for a purpose, and written down (DATA-12). */
import { decimalOf, globalId, type Id } from '@guanxi/core';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { type Crm, classifyField, classifyRecord, createCustomer, crm, recordFact, recordInteraction, updateCustomer } from '../index.ts';

type Anybody = TestActor<Crm>;
const everything = [
  'crm:customers:read',
  'crm:customers:write',
  'crm:interactions:read',
  'crm:interactions:write',
  'crm:facts:read',
  'crm:facts:write',
  'crm:audit:read',
  'crm:classification:read',
];

describeEngines('what is confidential', { plugins: [crm()] }, (t) => {
  let clerk: Anybody;
  let cleared: Anybody;
  let hasty: Anybody;
  let custodian: Anybody;
  let classifier: Anybody;
  let customer: Id<'Customer'>;
  let hidden: Id<'Customer'>;
  let id: string;
  let hiddenId: string;

  beforeAll(async () => {
    clerk = (await t().staff({ can: everything })) as Anybody;
    cleared = (await t().staff({ can: [...everything, 'engine:confidential:read'], purpose: 'yearly review' })) as Anybody;
    hasty = (await t().staff({ can: [...everything, 'engine:confidential:read'] })) as Anybody;
    custodian = (await t().staff({ can: [...everything, 'engine:custodian', 'engine:classify'], purpose: 'custody' })) as Anybody;
    classifier = (await t().staff({ can: [...everything, 'engine:classify'] })) as Anybody;
    const firm = async (name: string) => (await custodian.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
    [customer, hidden] = [await firm('Open Ltd'), await firm('Secret Ltd')];
    [id, hiddenId] = [globalId('cus', customer), globalId('cus', hidden)];
    for (const one of [customer, hidden])
      await custodian.run(recordFact, {
        customer: one,
        at: t().clock.now(),
        value: { amount: decimalOf('100'), currency: 'CNY' },
        margin: { amount: decimalOf(one === hidden ? '40' : '30'), currency: 'CNY' },
        sourcePlugin: 'test',
        sourceRef: one,
      });
    for (const one of [customer, hidden])
      await custodian.run(recordInteraction, {
        customer: one,
        channel: 'PHONE',
        direction: 'INBOUND',
        at: t().clock.now(),
        subject: 'A word',
      });
    await classifier.run(classifyRecord, {
      record: { kind: 'customer', value: hidden },
      classification: 'CONFIDENTIAL',
      reason: 'asked for it',
    });
  });

  const log = async () =>
    (
      await custodian.execute(
        '{ accessLogEntries(first: 300) { nodes { actor purpose via operation entity fields records recordCount } } }',
      )
    ).data as { accessLogEntries: { nodes: readonly Record<string, unknown>[] } };
  const entriesOf = async (by: Anybody) => {
    const { actor } = by;
    const own = actor.kind === 'staff' ? globalId('stf', actor.staffId) : '';
    return (await log()).accessLogEntries.nodes.filter((e) => e['actor'] === own);
  };
  const margins = '{ facts { nodes { customer { name } margin { amount } } } }';

  test('DATA-12 a field is null with an error at its place: for want of the right, or only of the purpose (G10)', async () => {
    const answer = await clerk.execute(margins);
    expect(answer.data).toEqual({ facts: { nodes: [{ customer: { name: 'Open Ltd' }, margin: null }] } });
    expect(answer.errors?.[0]).toMatchObject({
      path: ['facts', 'nodes', 0, 'margin'],
      extensions: { code: 'FORBIDDEN', details: { permission: 'engine:confidential:read' } },
    });
    expect((await hasty.execute(margins)).errors?.[0]).toMatchObject({ extensions: { code: 'PURPOSE_REQUIRED' } });
    const seen = await cleared.execute(margins);
    expect(seen.errors).toBeUndefined();
    expect((seen.data as { facts: { nodes: unknown[] } }).facts.nodes).toHaveLength(2);
  });

  test.each([
    ['filter', '{ facts(where: { margin: { amount: { gt: "35" } } }) { totalCount } }'],
    ['negated filter', '{ facts(where: { not: { or: [{ margin: { amount: { gt: "35" } } }] } }) { totalCount } }'],
    ['filter through a relation', '{ customers(where: { facts: { some: { margin: { amount: { gt: "35" } } } } }) { totalCount } }'],
    ['sort', '{ facts(orderBy: [{ margin: { amount: ASC } }]) { nodes { id } } }'],
    ['sum', '{ factsAggregate { sum { margin } } }'],
    ['least over no rows', '{ factsAggregate(where: { channel: { eq: "none" } }) { min { margin } } }'],
    ['group', '{ factsAggregate(groupBy: [{ field: MARGIN_CURRENCY }]) { group { marginCurrency } count } }'],
  ])('DATA-12 A02 A04 A07 a %s over it is refused', async (_what, document) => {
    expect((await clerk.execute(document)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect((await hasty.execute(document)).errors?.[0]).toMatchObject({ extensions: { code: 'PURPOSE_REQUIRED' } });
    expect((await cleared.execute(document)).errors).toBeUndefined();
  });

  test('DATA-12 each showing is in the access log before the answer is out: who, why, by which door, what of which records', async () => {
    const before = (await entriesOf(cleared)).length;
    await cleared.execute(`query Review { facts(where: { customer: { code: { ne: "x" } } }) { nodes { margin { amount } } } }`);
    await cleared.execute('{ factsAggregate { sum { margin } } }');
    const entries = (await entriesOf(cleared)).slice(0, (await entriesOf(cleared)).length - before);
    const aggregate = entries.find((e) => e['recordCount'] === 0);
    const shown = entries.find((e) => e['recordCount'] === 2);
    expect(shown).toMatchObject({ purpose: 'yearly review', via: 'QUERY', operation: 'Review', entity: 'Fact', fields: ['margin'] });
    expect(aggregate).toMatchObject({ operation: null, entity: 'Fact', fields: ['margin'], records: [] });
  });

  test('DATA-12 reads without anything confidential cost nothing and leave no entry', async () => {
    const before = (await entriesOf(clerk)).length;
    const { statements } = await t().statements(() => clerk.execute('{ customers { nodes { name } totalCount } }'));
    expect(statements).toHaveLength(1);
    expect((await entriesOf(clerk)).length).toBe(before);
  });

  test('DATA-12 a flagged record is not there for whoever is not cleared: list, id, count, search, aggregate, relation, filter, history (A06)', async () => {
    const document = `query($id: ID!) {
      customers { totalCount nodes { name } }
      customer(id: $id) { name }
      node(id: $id) { id }
      found: customers(search: "Secret") { totalCount }
      byCode: customers(where: { id: { eq: $id } }) { totalCount }
      customersAggregate { count }
      interactions { totalCount nodes { customer { name } } }
      facts { totalCount }
      related: interactions(where: { customer: { name: { startsWith: "Secret" } } }) { totalCount }
      sorted: facts(orderBy: [{ customer: { name: ASC } }], first: 5) { nodes { customer { name } } }
      changes(subject: $id) { nodes { at } }
    }`;
    for (const who of [clerk, hasty])
      expect(await who.execute(document, { id: hiddenId })).toEqual({
        data: {
          customers: { totalCount: 1, nodes: [{ name: 'Open Ltd' }] },
          customer: null,
          node: null,
          found: { totalCount: 0 },
          byCode: { totalCount: 0 },
          customersAggregate: [{ count: 1 }],
          interactions: { totalCount: 1, nodes: [{ customer: { name: 'Open Ltd' } }] },
          facts: { totalCount: 1 },
          sorted: { nodes: [{ customer: { name: 'Open Ltd' } }] },
          related: { totalCount: 0 },
          changes: null,
        },
      });
    const seen = await cleared.execute('query($id: ID!) { customer(id: $id) { name } }', { id: hiddenId });
    expect(seen.data).toEqual({ customer: { name: 'Secret Ltd' } });
    expect((await entriesOf(cleared))[0]).toMatchObject({ entity: 'Customer', fields: [], records: [hiddenId], recordCount: 1 });
  });

  test('DATA-07 DATA-12 the custodian sees every record, by that right alone, and says why', async () => {
    const seen = await custodian.execute('{ customers { totalCount } }');
    expect(seen.data).toEqual({ customers: { totalCount: 2 } });
  });

  test('DATA-12 a command on a flagged record is answered as on one that is not there', async () => {
    const refusal = async (one: Id<'Customer'>) => clerk.attempt(updateCustomer, { customer: one, set: { region: 'North' } } as never);
    const [flagged, missing] = [await refusal(hidden), await refusal('019b0000-0000-7000-8000-00000000dead' as Id<'Customer'>)];
    expect(flagged).toEqual(missing);
    expect(flagged).toMatchObject({ ok: false, errors: [{ code: 'NOT_FOUND' }] });
  });

  test('DATA-12 Refuse: lowering a record without the custodian; raising is for who may classify', async () => {
    const record = { kind: 'customer', value: customer } as const;
    expect(await clerk.refused(classifyRecord, { record, classification: 'CONFIDENTIAL', reason: 'mine' })).toBe('FORBIDDEN');
    expect(await classifier.refused(classifyRecord, { record, classification: 'PUBLIC', reason: 'no' })).toBe('FORBIDDEN');
    await custodian.run(classifyRecord, { record, classification: 'PUBLIC', reason: 'known to all' });
    await custodian.run(classifyRecord, { record, classification: 'INTERNAL', reason: 'as before' });
    expect(
      (
        await custodian.execute(
          '{ auditLines(where: { command: { eq: "classifyRecord" }, outcome: { eq: DONE } }) { nodes { details subject { id } } } }',
        )
      ).data,
    ).toMatchObject({
      auditLines: { nodes: expect.arrayContaining([{ details: { classification: 'PUBLIC', reason: 'known to all' }, subject: { id } }]) },
    });
  });

  test('DATA-12 one may classify a record out of one’s own sight: the answer does not show it', async () => {
    const { customer: third } = await custodian.run(createCustomer, { name: 'Third Ltd', kind: 'ORGANISATION', confirmNew: true });
    const answer = await classifier.execute(
      'mutation($id: ID!) { classifyRecord(input: { record: { customer: $id }, classification: CONFIDENTIAL, reason: "r" }) { customer { name } userErrors { code } } }',
      { id: globalId('cus', third) },
    );
    expect(answer.data).toEqual({ classifyRecord: { customer: null, userErrors: [] } });
    await custodian.run(classifyRecord, { record: { kind: 'customer', value: third }, classification: 'INTERNAL', reason: 'over' });
  });

  test('DATA-12 a field’s class is the house’s own: raised it is withheld at once, everywhere; lowering is for the custodian', async () => {
    const name = { entity: 'Customer', field: 'region' };
    const document = '{ customers { nodes { region } } }';
    expect((await clerk.execute(document)).errors).toBeUndefined();
    expect(await classifier.refused(classifyField, { ...name, field: 'nothing', classification: 'CONFIDENTIAL', reason: 'r' })).toBe(
      'CRM_CLASS_FIELD',
    );
    await classifier.run(classifyField, { ...name, classification: 'CONFIDENTIAL', reason: 'says too much' });
    expect((await clerk.execute(document)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect((await clerk.execute('{ customers(where: { region: { eq: "x" } }) { totalCount } }')).errors?.[0]).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    expect((await cleared.execute(document)).errors).toBeUndefined();
    expect(await classifier.refused(classifyField, { ...name, classification: 'INTERNAL', reason: 'r' })).toBe('FORBIDDEN');
    await custodian.run(classifyField, { ...name, classification: 'INTERNAL', reason: 'it does not' });
    expect((await clerk.execute(document)).errors).toBeUndefined();
  });

  test('DATA-12 a field that is never null by the API and is withheld makes null what is around it', async () => {
    await classifier.run(classifyField, { entity: 'Customer', field: 'name', classification: 'CONFIDENTIAL', reason: 'r' });
    const answer = await clerk.execute('query($id: ID!) { customer(id: $id) { code name } }', { id });
    expect(answer.data).toEqual({ customer: null });
    expect(answer.errors?.[0]).toMatchObject({ path: ['customer', 'name'], extensions: { code: 'FORBIDDEN' } });
    expect((await clerk.execute('{ customers(search: "Open") { totalCount } }')).data).toEqual({ customers: { totalCount: 0 } });
    await custodian.run(classifyField, { entity: 'Customer', field: 'name', classification: 'PUBLIC', reason: 'r' });
  });

  test('DATA-12 what is internal is not for contacts of customers', async () => {
    const contact = (await t().contact({ can: ['crm:customers:read'], customers: [customer] })) as Anybody;
    const answer = await contact.execute('{ customers { nodes { code name region } } }');
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', details: { permission: 'engine:internal:read' } } });
    expect((await contact.execute('{ customers(where: { region: { eq: "x" } }) { totalCount } }')).errors?.[0]).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    expect((await contact.execute('{ customers { nodes { id code name createdAt } } }')).errors).toBeUndefined();
  });

  test('explainAccess tells oneself why; of what one does not see it says what it says of what is not there (A06)', async () => {
    const ask =
      'query($id: ID!, $field: String) { explainAccess(subject: $id, field: $field) { mayRead steps { step granted text(locale: EN) } } }';
    const fact = ((await clerk.execute('{ facts { nodes { id } } }')).data as { facts: { nodes: { id: string }[] } }).facts.nodes[0]?.id;
    const told = (await clerk.execute(ask, { id: fact, field: 'margin' })).data as {
      explainAccess: { mayRead: boolean; steps: { step: string; granted: boolean }[] };
    };
    expect(told.explainAccess.mayRead).toBe(false);
    expect(told.explainAccess.steps.filter((s) => !s.granted)).toMatchObject([{ step: 'FIELD_CLASS' }]);
    const hasty2 = (await hasty.execute(ask, { id: fact, field: 'margin' })).data as typeof told;
    expect(hasty2.explainAccess.steps.filter((s) => !s.granted)).toMatchObject([{ step: 'PURPOSE' }]);
    const [unseen, missing] = [
      await clerk.execute(ask, { id: hiddenId }),
      await clerk.execute(ask, { id: 'cus_019b000000007000800000000000dead' }),
    ];
    expect(unseen).toEqual(missing);
    expect(unseen.errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    const about = 'query($id: ID!, $who: ID!) { explainAccess(subject: $id, actor: $who) { mayRead } }';
    const who = clerk.actor.kind === 'staff' ? globalId('stf', clerk.actor.staffId) : '';
    expect((await cleared.execute(about, { id, who })).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });

  test('DATA-12 the access log is read by a right of its own, and nobody changes it', async () => {
    const other = (await t().staff({ can: ['crm:customers:read'] })) as Anybody;
    expect((await other.execute('{ accessLogEntries { totalCount } }')).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});
