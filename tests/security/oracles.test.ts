/** What is hidden is no question either: by whatever name, order, number, cursor or search it is asked for. */
import { globalId } from '@guanxi/core';
import { addNote, attachTag, createContact, createCustomer, createTag, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { putSafe, vault } from './vault.fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;

describeEngines('oracles', { plugins: [crm(), vault()] }, (t) => {
  type Person = Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let chief: Person;
  let seller: Person;
  let mine: string;
  let theirs: string;
  beforeAll(async () => {
    chief = await t().staff();
    const can = Object.fromEntries(
      ['customers', 'contacts', 'notes', 'tags', 'staff', 'timeline'].map((n) => [`crm:${n}:read`, 'own' as const]),
    );
    seller = await t().staff({
      name: '卖家',
      can: { ...can, 'crm:customers:write': 'own', 'crm:contacts:write': 'own', 'vault:read': 'all', 'vault:write': 'all' },
    });
    const make = async (who: Person, name: string, email: string) => {
      const { customer } = await who.run(createCustomer, {
        name,
        kind: 'ORGANISATION',
        confirmNew: true,
        channels: [{ kind: 'EMAIL', value: email }],
      });
      await chief.run(createContact, {
        name: `${name}的人`,
        customers: [{ customer }],
        channels: [{ kind: 'EMAIL', value: `p.${email}` }],
      });
      await chief.run(addNote, { customer, text: `${name}的备注` });
      await chief.run(putSafe, { customer, label: `${name}箱`, level: 1, amount: 7, parts: 2, code: '41', sealed: true, hint: 'geheim' });
      return globalId('cus', customer);
    };
    mine = await make(seller, '甲公司', 'a@example.com');
    theirs = await make(chief, '乙公司', 'b@example.com');
    const { tag } = await chief.run(createTag, { name: '重点' });
    await chief.run(attachTag, { tag, customers: [theirs, mine].map((id) => idOf(id)) as never });
  });
  const ask = async (document: string, variables: object = {}, who: Person = seller): Promise<Json> =>
    who.execute(document, variables as Record<string, unknown>);
  const codes = ({ errors }: Json): string[] => (errors ?? []).map((e: Json) => e.extensions.code);

  describe('A02 a field that may not be read is no filter', () => {
    test.each([
      ['alone, with the count', '{ safes(where: { amount: { eq: 7 } }) { totalCount } }'],
      ['under and', '{ safes(where: { and: [{ level: { eq: 1 } }, { amount: { eq: 7 } }] }) { totalCount } }'],
      ['under or', '{ safes(where: { or: [{ level: { eq: 9 } }, { amount: { eq: 7 } }] }) { totalCount } }'],
      ['under not', '{ safes(where: { not: { amount: { eq: 7 } } }) { totalCount } }'],
      ['through a relation', '{ customers(where: { safes: { some: { amount: { gt: 1 } } } }) { totalCount } }'],
      ['through two', '{ notes(where: { customer: { safes: { none: { amount: { gt: 1 } } } } }) { totalCount } }'],
      ['a money', '{ safes(where: { worth: { amount: { gt: "1" } } }) { totalCount } }'],
      ['of what is computed of it', '{ safes(where: { each: { gt: 1 } }) { totalCount } }'],
    ])('%s', async (_, document) => {
      expect(codes(await ask(document))).toEqual(['FORBIDDEN']);
    });
    test('a value hidden in its row fits nothing', async () => {
      expect((await ask('{ safes(where: { code: { eq: "41" } }) { totalCount } }')).data.safes.totalCount).toBe(0);
      expect((await ask('{ safes(where: { hint: { contains: "ge" } }) { totalCount } }')).data.safes.totalCount).toBe(0);
      expect((await ask('{ safes(where: { code: { isNull: true } }) { totalCount } }')).data.safes.totalCount).toBe(1);
    });
  });

  describe('A03 other names of a hidden column', () => {
    test.each([
      ['an alias', '{ safes { nodes { x: amount } } }', 'FORBIDDEN'],
      ['an alias of something that may be read', '{ safes { nodes { level: amount } } }', 'FORBIDDEN'],
      ['computed of it', '{ safes { nodes { each } } }', 'FORBIDDEN'],
      ['the column’s own name', '{ safes(where: { worth_amount: { gt: "1" } }) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['qualified', '{ safes(orderBy: [{ safeAmount: ASC }]) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['a fragment', '{ safes { nodes { ...F } } } fragment F on Safe { worth { currency } }', 'FORBIDDEN'],
      ['an interface', '{ node(id: "ID") { ... on Safe { amount } } }', 'FORBIDDEN'],
      ['a group', '{ safesAggregate(groupBy: [{ field: AMOUNT }]) { count } }', 'FORBIDDEN'],
      ['looked up from elsewhere', '{ customers { nodes { safes { nodes { keeper { id } amount } } } } }', 'FORBIDDEN'],
      ['its history', '{ changes(subject: "ID", fields: ["amount"]) { nodes { fields { after } } } }', 'FORBIDDEN'],
    ])('%s', async (_, document, code) => {
      const { data } = await ask('{ safes(first: 1) { nodes { id } } }');
      expect(codes(await ask(document.replace('ID', data.safes.nodes[0].id)))).toContain(code);
    });
    test('what is computed of a value that is hidden in its row is null, and looked up it is nothing', async () => {
      const { data } = await ask('{ safes { nodes { code shown number } } }');
      expect(data.safes.nodes).toEqual([{ code: null, shown: expect.not.stringContaining('41'), number: null }]);
      expect((await ask('{ safes(where: { number: { eq: 41 } }) { totalCount } }')).data.safes.totalCount).toBe(0);
      expect((await ask('{ safesAggregate { sum { number } min { number } } }')).data.safesAggregate[0]).toEqual({
        sum: { number: null },
        min: { number: null },
      });
    });
  });

  describe('A04 numbers over what may not be read', () => {
    test.each(['sum', 'avg', 'min', 'max', 'median', 'p90', 'countDistinct'])('%s, over some rows and over none', async (aggregate) => {
      for (const where of ['', '(where: { label: { eq: "nothing" } })'])
        expect(codes(await ask(`{ safesAggregate${where} { count ${aggregate} { amount } } }`))).toEqual(['FORBIDDEN']);
    });
    test('a group, over some rows and over none', async () => {
      for (const where of ['', 'where: { label: { eq: "nothing" } }, '])
        expect(codes(await ask(`{ safesAggregate(${where}groupBy: [{ field: AMOUNT }]) { group { amount } count } }`))).toEqual([
          'FORBIDDEN',
        ]);
    });
    test('hidden rows are in no number', async () => {
      const all = await ask('{ safesAggregate { count sum { parts } max { share } } customersAggregate { count } }');
      expect(all.data).toEqual({
        safesAggregate: [{ count: 1, sum: { parts: '2' }, max: { share: 50 } }],
        customersAggregate: [{ count: 1 }],
      });
    });
  });

  test('A05 a search that only a hidden record would answer finds nothing', async () => {
    for (const search of ['乙公司', 'yigongsi', 'b@example.com', '乙'])
      expect(
        (await ask('query ($s: String) { customers(search: $s) { totalCount } contacts(search: $s) { totalCount } }', { s: search })).data,
      ).toEqual({
        customers: { totalCount: 0 },
        contacts: { totalCount: 0 },
      });
  });

  describe('A06 what is missing and what is forbidden answer alike', () => {
    const missing = `cus_${'0'.repeat(32)}`;
    const same = async (document: string, there: object, not: object): Promise<void> => {
      const [a, b] = [await ask(document, there), await ask(document, not)];
      expect(JSON.stringify(a)).toBe(JSON.stringify(b));
    };
    test('a record, by every root that takes its id', async () => {
      await same('query ($id: ID!) { node(id: $id) { id } customer(id: $id) { name } }', { id: theirs }, { id: missing });
      await same('query ($id: ID!) { changes(subject: $id) { totalCount } }', { id: theirs }, { id: missing });
      await same(
        'query ($id: ID!) { safeLabels(customer: $id) safesOver(level: 1, customer: $id) { totalCount } }',
        { id: theirs },
        { id: missing },
      );
      await same('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [theirs, mine] }, { ids: [missing, mine] });
      await same(
        'mutation ($id: ID!) { updateCustomer(input: { customer: $id, set: { region: "x" } }) { customer { id } userErrors { code message path } } }',
        { id: theirs },
        { id: missing },
      );
    });
    test('a type that is not open to the reader: its records, there or not', async () => {
      const { data } = await ask('{ staffMembers(first: 1) { nodes { id } } }', {}, chief);
      const nobody = await t().staff({ can: [] });
      const read = async (id: string) => JSON.stringify(await ask('query ($id: ID!) { node(id: $id) { id } }', { id }, nobody));
      expect(await read(data.staffMembers.nodes[0].id)).toBe(await read(`stf_${'0'.repeat(32)}`));
    });
    test('an e-mail address that a hidden record has, as a filter, in a search, and of a new record', async () => {
      await same(
        'query ($e: String) { customers(where: { channels: { some: { value: { eq: $e } } } }) { totalCount } }',
        { e: 'b@example.com' },
        { e: 'c@example.com' },
      );
      await same('query ($e: String) { customers(search: $e) { totalCount } }', { e: 'b@example.com' }, { e: 'zz@example.com' });
      await t()
        .engine.settings(t().tenant.id)
        .set('crm', { duplicates: { includeHidden: false } });
      const create = async (email: string) =>
        JSON.stringify(
          (
            await ask('mutation ($i: CreateContactInput!) { createContact(input: $i) { userErrors { code message path } } }', {
              i: { name: '新人', customers: [{ customer: mine }], channels: [{ kind: 'EMAIL', value: email }] },
            })
          ).data,
        );
      expect(await create('p.b@example.com')).toBe(await create('nobody@example.com'));
    });
  });

  describe('A07 orders and cursors', () => {
    test('no order by what may not be read', async () => {
      expect(codes(await ask('{ safes(orderBy: [{ amount: ASC }]) { totalCount } }'))).toEqual(['FORBIDDEN']);
      expect(codes(await ask('{ safes(orderBy: [{ each: DESC }]) { totalCount } }'))).toEqual(['FORBIDDEN']);
    });
    test('a cursor that is forged, or of another list, order, filter or tenant, is refused', async () => {
      const page = async (who: Person, list: string) =>
        (await ask(`{ ${list} { edges { cursor } } }`, {}, who)).data[list.replace(/\W.*/, '')].edges[0].cursor;
      const cursor = await page(chief, 'customers(first: 1)');
      const foreign = await page(
        await (async () => {
          const other = await t().another();
          const there = await other.staff();
          await there.run(createCustomer, { name: '外公司', kind: 'ORGANISATION' });
          return there as never as Person;
        })(),
        'customers(first: 1)',
      );
      const attempt = async (list: string, after: string) =>
        codes(await ask(`query ($a: String) { ${list.replace('$$', 'after: $a')} { nodes { id } } }`, { a: after }, chief));
      expect(await attempt('customers($$)', cursor)).toEqual([]);
      for (const [list, after] of [
        ['customers($$)', foreign],
        ['contacts($$)', cursor],
        ['customers(orderBy: [{ name: ASC }], $$)', cursor],
        ['customers(where: { kind: { eq: PERSON } }, $$)', cursor],
        ['customers($$)', `${cursor.slice(0, -2)}AA`],
        ['customers($$)', `A${cursor.slice(1)}`],
        ['customers($$)', cursor.split('.').reverse().join('.')],
        ['customers($$)', Buffer.from('["2026-01-01","x"]').toString('base64url')],
      ] as const)
        expect([list, await attempt(list, after)]).toEqual([list, ['BAD_INPUT']]);
    });
    test('A27 another’s cursor of a list leads to one’s own records only', async () => {
      const { data } = await ask('{ customers(first: 1) { edges { cursor } } }', {}, chief);
      const after = data.customers.edges[0].cursor;
      const got = await ask('query ($a: String) { customers(after: $a) { nodes { id } } }', { a: after });
      expect(JSON.stringify(got)).not.toContain(theirs);
    });
    test('A27 another’s cursor of the log tells one’s own events only', async () => {
      const subscribed = await t().engine.subscribe({
        document: 'subscription ($id: ID!) { customerChanged(id: $id) { cursor } }',
        variables: { id: theirs },
        actor: seller.actor,
      });
      expect(subscribed.ok ? 'subscribed' : subscribed.answer.parsed().errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    });
  });
});

const idOf = (id: string): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
