/** DATA-14: queries that stay true. */
import { type Actor, decimalOf, globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addNote,
  assignOwner,
  changeCustomerStatus,
  createContact,
  createCustomer,
  createTag,
  crm,
  deleteCustomer,
  recordFact,
  updateCustomer,
} from './index.ts';
import { type LiveClient, liveClient } from './testing/live.fixture.ts';

const limits = { liveDebounceMs: 1, minLiveDebounceMs: 1 };
const list = 'query @live { customers(orderBy: [{ code: ASC }]) { nodes { id name status } } }';

describeEngines('live queries', { plugins: [crm()], limits }, (t) => {
  type House = ReturnType<typeof t>;
  type Person = Awaited<ReturnType<House['staff']>>;
  let house: House;
  let chief: Person;
  let codes = 0;
  const customerNamed = async (name: string, by: Person = chief): Promise<Id<'Customer'>> => {
    codes += 1;
    const { customer } = await by.run(createCustomer, { name, kind: 'ORGANISATION', code: `L${1_000 + codes}`, confirmNew: true });
    return customer;
  };
  const clients: LiveClient[] = [];
  async function open(actor: Actor, document: string, variables = {}): Promise<LiveClient> {
    const client = await liveClient(house.engine, actor, document, variables);
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    house = await t().another();
    chief = await house.staff();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.leave()));
  });

  test('the first result is what the query answers; then comes what differs', async () => {
    await customerNamed('甲');
    const client = await open(chief.actor, list);
    expect(client.last.extensions.live).toEqual({ revision: 1 });
    expect({ data: client.data }).toEqual(await chief.execute(list));
    const second = await customerNamed('乙');
    await client.next();
    expect(client.last).toEqual({
      data: null,
      extensions: {
        live: {
          revision: 2,
          patch: [{ op: 'add', path: '/customers/nodes/1', value: { id: globalId('cus', second), name: '乙', status: 'PROSPECT' } }],
        },
      },
    });
    await chief.run(changeCustomerStatus, { customer: second, status: 'ACTIVE' });
    await client.next();
    expect(client.last.extensions.live.patch).toEqual([{ op: 'replace', path: '/customers/nodes/1/status', value: 'ACTIVE' }]);
    expect({ data: client.data }).toEqual(await chief.execute(list));
  });

  test('it runs again for what it reads and for nothing else, and what makes no difference is not sent', async () => {
    const customer = await customerNamed('甲');
    const client = await open(chief.actor, list);
    const { statements } = await house.statements(async () => {
      await chief.run(createTag, { name: '重点' });
      await chief.run(updateCustomer, { customer, set: { region: '华东' } });
      await chief.run(updateCustomer, { customer, set: { name: '乙' } });
      await client.next();
    });
    expect(client.last.extensions.live).toMatchObject({ revision: 2, patch: [{ op: 'replace', value: '乙' }] });
    expect(statements.filter((s) => s.includes('as data')).length).toBeLessThanOrEqual(2);
  });

  test('of one record by its id, other records are not its business', async () => {
    const watching = await open(chief.actor, list);
    const [one, other] = [await customerNamed('甲'), await customerNamed('乙')];
    while (watching.data.customers.nodes.length < 2) await watching.next();
    await watching.leave();
    const id = globalId('cus', one);
    const documents = [
      'query ($id: ID!) @live { customer(id: $id) { name } }',
      'query ($id: ID!) @live { node(id: $id) { ... on Customer { name } } }',
      'query ($id: ID!) @live { customers(where: { id: { eq: $id } }) { nodes { name } totalCount } }',
    ];
    const watchers = await Promise.all(documents.map((document) => open(chief.actor, document, { id })));
    const { statements } = await house.statements(async () => {
      await chief.run(updateCustomer, { customer: other, set: { name: '丙' } });
      await chief.run(updateCustomer, { customer: one, set: { name: '丁' } });
      await Promise.all(watchers.map((client) => client.next()));
    });
    for (const client of watchers) expect(JSON.stringify(client.data)).toContain('丁');
    expect(statements.filter((s) => s.includes('as data'))).toHaveLength(3);
  });

  test('a change that alters only what may be seen counts', async () => {
    const seller = await house.staff({ can: { 'crm:customers:read': 'own', 'crm:contacts:read': 'own', 'crm:customers:write': 'own' } });
    const mine = await customerNamed('我的', seller);
    await chief.run(createContact, {
      name: '王芳',
      customers: [{ customer: mine }],
      channels: [{ kind: 'EMAIL', value: 'wang@example.com' }],
    });
    const client = await open(seller.actor, 'query @live { contacts { nodes { name } } customers { nodes { name } } }');
    expect(client.data).toEqual({ contacts: { nodes: [{ name: '王芳' }] }, customers: { nodes: [{ name: '我的' }] } });
    const contacts = await open(seller.actor, 'query @live { contacts { nodes { name } } }');
    if (chief.actor.kind !== 'staff') throw new Error('staff');
    await chief.run(assignOwner, { customer: mine, owner: chief.actor.staffId as Id<'Staff'> });
    expect(await client.next()).toEqual({ contacts: { nodes: [] }, customers: { nodes: [] } });
    expect(await contacts.next()).toEqual({ contacts: { nodes: [] } });
  });

  test('equal subscribers are one execution and one text; who comes later begins with what is', async () => {
    const equal = await Promise.all(Array.from({ length: 20 }, () => open(chief.actor, list)));
    const other = await open((await house.staff()).actor, list);
    const { statements } = await house.statements(async () => {
      await customerNamed('甲');
      await Promise.all([...equal, other].map((client) => client.next()));
    });
    expect(statements.filter((s) => s.includes('as data'))).toHaveLength(2);
    expect(new Set(equal.map((client) => client.sent)).size).toBe(1);
    const late = await open(chief.actor, list);
    expect(late.last).toMatchObject({ data: equal[0]?.data, extensions: { live: { revision: 2 } } });
    await Promise.all(equal.map((client) => client.leave()));
    await chief.run(createTag, { name: '重点' });
    await customerNamed('乙');
    expect((await late.next()).customers.nodes).toHaveLength(2);
  });

  test('who is slow gets the newest state at once, not what was between', async () => {
    const customer = await customerNamed('甲');
    const [quick, slow] = [await open(chief.actor, list), await open(chief.actor, list)];
    for (const name of ['乙', '丙', '丁']) {
      await chief.run(updateCustomer, { customer, set: { name } });
      await quick.next();
    }
    await slow.next();
    expect(slow.last.extensions.live).toEqual({ revision: 4, patch: [{ op: 'replace', path: '/customers/nodes/0/name', value: '丁' }] });
    for (const name of ['戊', '丁']) {
      await chief.run(updateCustomer, { customer, set: { name } });
      await quick.next();
    }
    await customerNamed('己');
    await slow.next();
    expect(slow.last.extensions.live.patch).toMatchObject([{ op: 'add', value: { name: '己' } }]);
  });

  test('a patch that would be longer than the result is not sent: the result is', async () => {
    for (const name of ['甲', '乙', '丙']) await customerNamed(name);
    const document = 'query @live { a: customers { nodes { name } } }';
    const client = await open(chief.actor, document);
    const { data } = await chief.execute('{ customers { nodes { id } } }');
    for (const { id } of (data as { customers: { nodes: { id: string }[] } }).customers.nodes)
      await chief.execute('mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { userErrors { code } } }', {
        input: { customer: id, set: { name: '新' } },
      });
    while (JSON.stringify(client.data).match(/新/g)?.length !== 3) await client.next();
    expect({ data: client.data }).toEqual(await chief.execute(document));
  });

  test('what the database itself takes along with a record is missed by nobody', async () => {
    const customer = await customerNamed('甲');
    await chief.run(addNote, { customer, text: '备注' });
    const client = await open(chief.actor, 'query @live { notes { nodes { text } } }');
    expect(client.data.notes.nodes).toHaveLength(1);
    await chief.run(deleteCustomer, { customer });
    expect(await client.next()).toEqual({ notes: { nodes: [] } });
  });

  test('what a plugin calculates in code depends on everything', async () => {
    const customer = await customerNamed('甲');
    const client = await open(chief.actor, 'query ($c: ID!) @live { factSummary(customer: $c) { count } }', {
      c: globalId('cus', customer),
    });
    expect(client.last.errors).toBeUndefined();
    await chief.run(recordFact, {
      customer,
      at: new Date('2025-12-01'),
      value: { amount: decimalOf('100'), currency: 'CNY' },
      sourcePlugin: 'till',
      sourceRef: '1',
    });
    expect(JSON.stringify(await client.next())).toContain('1');
  });

  test('after a restore, when positions mean nothing, it runs anew', async () => {
    await customerNamed('甲');
    const client = await open(chief.actor, list);
    await house.database.query({ text: `update crm.crm_customer set name = '乙' where tenant_id = $1`, params: [house.tenant.id] });
    await house.database.query({ text: 'update crm.log_head set epoch = gen_random_uuid()' });
    await chief.run(createTag, { name: '重点' });
    expect((await client.next()).customers.nodes).toMatchObject([{ name: '乙' }]);
  });
});
