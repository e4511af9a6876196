import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Filter, ListArguments } from './selection.ts';
import { actorWith, ask, everything, insert, kernelOver, literal, prepareHouse, type TestKernel, uuid } from './testing/kernel.fixture.ts';
import { anything, compare, list, order, relates, values } from './testing/selections.fixture.ts';

onBothEngines('lists of records without related ones', (open) => {
  let kernel: TestKernel;
  const boss = actorWith(everything);
  const count = 12;

  beforeAll(async () => {
    const database = await open({ prepare: prepareHouse });
    kernel = kernelOver(database);
    const numbers = Array.from({ length: count }, (_, n) => n);
    await insert(
      database,
      'Customer',
      numbers.map((n) => ({ id: uuid(100 + n), name: `c${String(n).padStart(2, '0')}`, kind: n < 6 ? 'PERSON' : 'ORGANISATION' })),
    );
    // c00 has no contact, the rest one each, every third of them called Ann.
    await insert(
      database,
      'Contact',
      numbers.slice(1).map((n) => ({ id: uuid(200 + n), customerId: uuid(100 + n), name: n % 3 === 0 ? 'Ann' : 'Bob' })),
    );
  });

  const named = (name: string): Filter => compare('Contact', 'name', 'eq', name);
  const page = async (where: Filter, args: Partial<ListArguments> = {}) => {
    const asked = list('Customer', values('Customer', 'name'), { where, orderBy: [order('Customer', 'name')], ...args }, 'all');
    const { nodes, pageInfo, totalCount } = (await ask(kernel, boss, [asked])).data.list;
    return { names: nodes.map((n: { name: string }) => n.name).join(' '), totalCount, ...pageInfo };
  };

  test('are the same whether the beginning of the list fills the page or all is compared, forwards and backwards', async () => {
    const noBob = relates('none', 'Customer', 'contacts', named('Bob'));
    const allAnn = relates('every', 'Customer', 'contacts', named('Ann'));
    for (const where of [noBob, allAnn]) {
      const first = await page(where, { first: literal(2) });
      expect(first).toMatchObject({ names: 'c00 c03', totalCount: 4, hasNextPage: true });
      expect(await page(where, { first: literal(2), after: literal(first.endCursor) })).toMatchObject({
        names: 'c06 c09',
        hasNextPage: false,
      });
      expect(await page(where)).toMatchObject({ names: 'c00 c03 c06 c09', hasNextPage: false });
      const last = await page(where, { last: literal(1) });
      expect(last).toMatchObject({ names: 'c09', hasPreviousPage: true });
      expect(await page(where, { last: literal(5), before: literal(last.startCursor) })).toMatchObject({ names: 'c00 c03 c06' });
      expect(await page(where, { first: literal(0) })).toMatchObject({ names: '', hasNextPage: true });
    }
  });

  test('are narrowed by what else is asked', async () => {
    const both: Filter = {
      kind: 'and',
      items: [
        compare('Customer', 'kind', 'eq', 'PERSON'),
        { kind: 'and', items: [relates('none', 'Customer', 'contacts', named('Bob')), relates('some', 'Customer', 'contacts', anything)] },
      ],
    };
    expect((await page(both)).names).toBe('c03');
    expect((await page({ kind: 'not', item: relates('every', 'Customer', 'contacts', named('Bob')) })).names).toBe('c03 c06 c09');
  });
});
