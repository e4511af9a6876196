import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { actorWith, ask, everything, insert, kernelOver, literal, prepareHouse, type TestKernel, uuid } from './testing/kernel.fixture.ts';
import { compare, list, order, record, relation, value, values } from './testing/selections.fixture.ts';

onBothEngines('reading', (open) => {
  let kernel: TestKernel;
  const boss = actorWith(everything);

  beforeAll(async () => {
    const database = await open({ prepare: prepareHouse });
    kernel = kernelOver(database);
    await insert(database, 'Team', [{ id: uuid(50), name: 'North' }]);
    await insert(database, 'Staff', [
      { id: uuid(1), name: 'Li', rank: 2 },
      { id: uuid(2), name: 'Wu', managerId: uuid(1) },
    ]);
    await insert(database, 'Customer', [
      {
        id: uuid(10),
        name: 'Acme',
        kind: 'ORGANISATION',
        score: 7,
        budgetAmount: '12.5',
        budgetCurrency: 'CNY',
        ownerId: uuid(1),
        teamId: uuid(50),
        roles: ['BUYER', 'SELLER'],
        createdAt: '2026-01-02T03:04:05.678Z',
        joinedOn: '2025-12-31',
        extra: { a: [1, 2] },
      },
      { id: uuid(11), name: 'Bolt "quoted" \\ 王芳\n', kind: 'PERSON', ownerId: uuid(2), teamId: uuid(50), active: false, rating: 3 },
    ]);
    await insert(database, 'Contact', [
      { id: uuid(20), customerId: uuid(10), name: 'Ann' },
      { id: uuid(21), customerId: uuid(10), name: 'Bob' },
      { id: uuid(22), customerId: uuid(11), name: 'Cy' },
    ]);
    await insert(database, 'Deal', [
      {
        id: uuid(30),
        customerId: uuid(10),
        title: 'First',
        valueAmount: '100',
        valueCurrency: 'CNY',
        signedAt: '2026-02-01T00:00:00Z',
        points: 4,
      },
    ]);
    await insert(database, 'Card', [{ id: uuid(40), customerId: uuid(10), number: 'A1', balance: 3 }]);
    await insert(database, 'Visit', [{ id: uuid(60), customerId: uuid(10), at: '2026-03-01T00:00:00Z', subject: 'Hello' }]);
  });

  describe('nested lists', () => {
    test('one statement answers an operation of any depth, its text as JSON.stringify would write it', async () => {
      kernel.statements.length = 0;
      const got = await ask(kernel, boss, [
        list(
          'Customer',
          [
            ...values(
              'Customer',
              'id',
              'name',
              'kind',
              'roles',
              'score',
              'budget',
              'joinedOn',
              'createdAt',
              'active',
              'version',
              'contactCount',
              'dealPoints',
            ),
            relation('Customer', 'owner', [...values('Staff', 'name'), relation('Staff', 'manager', values('Staff', 'name'))]),
            relation('Customer', 'contacts', values('Contact', 'name'), { first: literal(1) }),
            relation('Customer', 'deals', values('Deal', 'title', 'value')),
            relation('Customer', 'card', values('Card', 'number')),
          ],
          { orderBy: [order('Customer', 'name')] },
        ),
      ]);
      expect(kernel.statements).toHaveLength(1);
      expect(got.data.list.nodes).toMatchObject([
        {
          id: 'cus_00000000000070009000' + '00000000000a',
          name: 'Acme',
          kind: 'ORGANISATION',
          roles: ['BUYER', 'SELLER'],
          score: 7,
          budget: { amount: '12.5000', currency: 'CNY' },
          joinedOn: '2025-12-31',
          createdAt: '2026-01-02T03:04:05.678Z',
          active: true,
          version: 1,
          contactCount: 2,
          dealPoints: 4,
          owner: { name: 'Li', manager: null },
          contacts: { nodes: [{ name: 'Ann' }] },
          deals: { nodes: [{ title: 'First', value: { amount: '100.0000', currency: 'CNY' } }] },
          card: { number: 'A1' },
        },
        {
          name: 'Bolt "quoted" \\ 王芳\n',
          roles: null,
          score: null,
          budget: null,
          contactCount: 1,
          owner: { name: 'Wu', manager: { name: 'Li' } },
          card: null,
        },
      ]);
      expect(got.text).toBe(JSON.stringify(got.data));
    });

    test('a record by its id, a filter over it, and a page with everything a connection has', async () => {
      const got = await ask(kernel, boss, [
        {
          kind: 'record',
          key: 'one',
          id: literal('cus_0000000000007000900000000000000a'),
          selection: record('Customer', [value('Customer', 'name')]),
        },
        {
          kind: 'record',
          key: 'none',
          id: literal('con_0000000000007000900000000000000a'),
          selection: record('Customer', [value('Customer', 'name')]),
        },
        list('Customer', values('Customer', 'name'), { where: compare('Customer', 'score', 'gt', 5) }, 'all'),
      ]);
      expect(got.data.one).toEqual({ name: 'Acme' });
      expect(got.data.none).toBeNull();
      expect(got.data.list).toMatchObject({
        nodes: [{ name: 'Acme' }],
        totalCount: 1,
        totalCountIsExact: true,
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      });
    });
  });
});
