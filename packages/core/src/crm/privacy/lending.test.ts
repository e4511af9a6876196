/** What CARD-05 and foreign plugins build upon: access that ends by itself and is written down, personal data in a stranger's table. */
import { globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { classifyRecord, createCustomer, crm, erasePerson, exportPerson } from '../index.ts';
import { cardPlugin, lendCards, lendingFields, noteSighting } from '../testing/cards.fixture.ts';
import { everywhere } from './person.fixture.ts';

describeEngines('a plugin that lends customers’ cards', { plugins: [crm(), cardPlugin()] }, (t) => {
  let keeper: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let seller: typeof keeper;
  let visited: Id<'Customer'>;
  const staffOf = ({ actor }: typeof keeper) => (actor.kind === 'staff' ? actor.staffId : '') as Id<'Staff'>;
  const customers = async (who = seller) => {
    const { data } = await who.execute('query Visit { customers(orderBy: [{ code: ASC }]) { nodes { code } } }');
    return (data as { customers: { nodes: { code: string }[] } }).customers.nodes.map((c) => c.code);
  };
  beforeAll(async () => {
    keeper = await t().staff({ purpose: 'keeping the cards' });
    seller = await t().staff({
      can: ['crm:customers:read', 'engine:confidential:read'],
      purpose: 'visit of 1 March',
    });
    const made = (code: string) => keeper.run(createCustomer, { name: `Client ${code}`, code, kind: 'PERSON', confirmNew: true });
    visited = (await made('V1')).customer;
    await made('V2');
    await keeper.run(classifyRecord, {
      record: { kind: 'customer', value: visited },
      classification: 'CONFIDENTIAL',
      reason: 'a guest who wants to be unknown',
    });
  });

  test('CARD-05: access to exactly the customers of the visit, until it is over, without anybody doing anything', async () => {
    expect(await customers()).toEqual([]);
    const until = new Date(t().clock.now().getTime() + 3_600_000);
    await keeper.run(lendCards, { customers: [visited], staff: staffOf(seller), until, remark: 'wears a Panama hat always' });
    expect(await customers()).toEqual(['V1']);
    t().clock.advance('PT59M');
    expect(await customers()).toEqual(['V1']);
    t().clock.advance('PT1M');
    expect(await customers()).toEqual([]);
    const one = `{ customer(id: "${globalId('cus', visited)}") { name } }`;
    expect((await seller.execute(one)).data).toEqual({ customer: null });
    expect(await customers(keeper)).toEqual(['V1', 'V2']);
  });

  test('CARD-05, DATA-12: each access is written down, with its purpose and whose record it was', async () => {
    const { rows } = await t().database.query({
      text: `select purpose, operation, records from crm.access_log where purpose = $1 order by id`,
      params: ['visit of 1 March'],
    });
    expect(rows).toEqual([
      { purpose: 'visit of 1 March', operation: 'Visit', records: [globalId('cus', visited)] },
      { purpose: 'visit of 1 March', operation: 'Visit', records: [globalId('cus', visited)] },
    ]);
  });

  test('DATA-12: what a plugin says is personal is exported and erased with the person', async () => {
    const person = { kind: 'customer' as const, value: visited };
    const [lending] = await keeper.read(select(lendingFields, {}), {});
    const of = lending?.id as Id<'Lending'>;
    await keeper.run(noteSighting, { lending: of, seen: 'keeps a parrot called Otto' });
    await keeper.run(noteSighting, { lending: of, seen: 'sings in the bath', tear: true });
    const pages: unknown[] = [];
    const page = (after: string | null) => keeper.run(exportPerson, { person, reason: 'asked', ...(after !== null && { after }) });
    for (let next: string | null = null, more = true; more; more = next !== null) {
      const found: Awaited<ReturnType<typeof page>> = await page(next);
      pages.push(found);
      next = found.next;
    }
    for (const text of ['wears a Panama hat always', 'keeps a parrot called Otto']) expect(JSON.stringify(pages)).toContain(text);
    expect(await keeper.run(erasePerson, { person, reason: 'asked' })).toMatchObject({ verified: true, remaining: [] });
    expect(await everywhere(t().database, ['wears a Panama hat always', 'keeps a parrot called Otto', 'sings in the bath'])).toEqual([]);
  });
});
