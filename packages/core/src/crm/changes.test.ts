/** DATA-10: the history of a record, field by field, and that nobody rewrites it. */
import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { getNamedType, isObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCustomer, crm, defineAttribute, retireAttribute, updateCustomer } from './index.ts';
import { removeStay, roomPlugin, type Stay, Stay as StayEntity, setStay, tamper } from './testing/rooms.fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;
const everything = 'nodes { at actor { id kind } command operation version fields { name label before after } }';
const day = (n: number): string => `2026-02-${String(n).padStart(2, '0')}T00:00:00.000Z`;

describeEngines('changes of a record', { plugins: [crm(), roomPlugin()] }, (t) => {
  type Person = Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let clerk: Person;
  let customer: Id<'Customer'>;
  let stay: Id<'Stay'>;

  /** Both ways to an answer say the same. */
  async function ask(who: Person, document: string, variables: Record<string, unknown> = {}): Promise<Json> {
    const { text } = await t().engine.execute({ document, variables, actor: who.actor });
    const other = await t().engine.execute({ document, variables, actor: who.actor, withoutText: true });
    expect(other.text).toBe(text);
    return JSON.parse(text);
  }
  const codes = (answer: Json): string[] => (answer.errors ?? []).map((e: Json) => `${e.extensions.code} ${(e.path ?? []).join('.')}`);
  const document = (of: string): string =>
    `query ($id: ID!, $fields: [String!], $first: Int, $after: String, $last: Int, $before: String, $from: DateTime, $to: DateTime) {
      changes(subject: $id, fields: $fields, first: $first, after: $after, last: $last, before: $before, from: $from, to: $to) { ${of} } }`;
  const changes = (who: Person, id: string, o: Record<string, unknown> = {}, of = everything): Promise<Json> =>
    ask(who, document(of), { id, ...o });
  const ofStay = (who: Person, o: Record<string, unknown> = {}, of?: string): Promise<Json> => changes(who, globalId('sty', stay), o, of);
  const names = (answer: Json): string[][] => answer.data.changes.nodes.map((n: Json) => n.fields.map((f: Json) => f.name));

  beforeAll(async () => {
    t().clock.set(day(1));
    clerk = await t().staff();
    const define = (key: string, type: 'NUMBER' | 'MONEY' | 'TEXT') =>
      clerk.run(defineAttribute, { entity: 'Customer', key, type, label: { en: key, zh: `属性${key}` } });
    await define('expo.size', 'NUMBER');
    await define('expo.deal', 'MONEY');
    const { attribute } = await define('expo.old', 'TEXT');
    customer = (
      await clerk.run(createCustomer, {
        name: '甲公司',
        kind: 'ORGANISATION',
        confirmNew: true,
        roles: ['SUPPLIER'],
        attributes: { 'expo.size': 9, 'expo.old': 'x' },
      })
    ).customer;
    t().clock.set(day(2));
    const importer = await t().service({ name: 'import' });
    await importer.run(updateCustomer, {
      customer,
      set: {
        name: '乙公司',
        region: '华东',
        attributes: { 'expo.size': '12.5', 'expo.deal': { amount: '7', currency: 'EUR' }, 'expo.old': null },
      },
    });
    await clerk.run(retireAttribute, { attribute });
    t().clock.set(day(10));
    const first = await t().make(StayEntity, { customerId: customer, room: '100' } as Stay['insert']);
    stay = await t().make(StayEntity, {
      customerId: customer,
      room: '101',
      priceAmount: '10.0000',
      priceCurrency: 'CNY',
      extra: { a: [1, 'b'] },
      internal: 'never shown',
      upgradedFromId: first,
    } as unknown as Stay['insert']);
    const steps = [
      { remark: 'quiet', internal: 'still not' },
      { priceAmount: '12.0000', remark: 'loud' },
      { priceCurrency: 'EUR' },
      { internal: 'nor this' },
      { upgradedFromId: null, wishes: ['a', 'b'], nights: 2 },
    ];
    for (const [i, set] of steps.entries()) {
      t().clock.set(day(11 + i));
      await clerk.run(setStay, { stay, set });
    }
    t().clock.set(day(20));
  });

  test('DATA-10 who changed what, when, by which command, from what to what, newest first, in one statement', async () => {
    const id = globalId('cus', customer);
    const { data, errors } = await changes(clerk, id);
    const { statements } = await t().statements(() => clerk.execute(document(everything), { id }));
    expect(statements).toHaveLength(1);
    expect(errors).toBeUndefined();
    expect(data.changes.nodes).toEqual([
      {
        at: day(2),
        actor: { id: 'svc_import', kind: 'SERVICE' },
        command: 'updateCustomer',
        operation: 'UPDATE',
        version: 2,
        fields: [
          { name: 'name', label: 'Name', before: '甲公司', after: '乙公司' },
          { name: 'region', label: 'Region', before: null, after: '华东' },
          { name: 'attributes.expo.size', label: 'expo.size', before: '9', after: '12.5' },
          { name: 'attributes.expo.deal', label: 'expo.deal', before: null, after: { amount: '7', currency: 'EUR' } },
        ],
      },
      {
        at: day(1),
        actor: { id: globalId('stf', (clerk.actor as { staffId: string }).staffId), kind: 'STAFF' },
        command: 'createCustomer',
        operation: 'INSERT',
        version: 1,
        fields: expect.arrayContaining([
          { name: 'name', label: 'Name', before: null, after: '甲公司' },
          { name: 'ownerId', label: 'Owner’s id', before: null, after: expect.stringMatching(/^stf_/) },
          { name: 'attributes.expo.size', label: 'expo.size', before: null, after: '9' },
        ]),
      },
    ]);
  });

  test("DATA-10 labels in the caller's language, from one plan", async () => {
    const zh = await t().staff({ locale: 'zh-CN' });
    const of = 'nodes { fields { label } }';
    const id = globalId('cus', customer);
    const labels = (answer: Json) => answer.data.changes.nodes[0].fields.map((f: Json) => f.label);
    expect(labels(await changes(zh, id, {}, of))).toEqual(['名称', '地区', '属性expo.size', '属性expo.deal']);
    expect(labels(await changes(clerk, id, {}, of))).toEqual(['Name', 'Region', 'expo.size', 'expo.deal']);
  });

  test('DATA-10 values are as the API shows them; what no field shows does not appear, nor a change of nothing else', async () => {
    const answer = await ofStay(clerk, {}, 'totalCount nodes { version operation fields { name before after } }');
    expect(answer.data.changes.totalCount).toBe(5);
    expect(JSON.stringify(answer)).not.toMatch(/internal|never shown|nor this|tenant|causation/);
    expect(answer.data.changes.nodes).toEqual([
      {
        version: 6,
        operation: 'UPDATE',
        fields: [
          { name: 'wishes', before: null, after: ['a', 'b'] },
          { name: 'nights', before: null, after: 2 },
          { name: 'upgradedFrom', before: expect.stringMatching(/^sty_/), after: null },
        ],
      },
      {
        version: 4,
        operation: 'UPDATE',
        fields: [{ name: 'price', before: { amount: '12.0000', currency: 'CNY' }, after: { amount: '12.0000', currency: 'EUR' } }],
      },
      {
        version: 3,
        operation: 'UPDATE',
        fields: [
          { name: 'price', before: { amount: '10.0000', currency: 'CNY' }, after: { amount: '12.0000', currency: 'CNY' } },
          { name: 'remark', before: 'quiet', after: 'loud' },
        ],
      },
      { version: 2, operation: 'UPDATE', fields: [{ name: 'remark', before: null, after: 'quiet' }] },
      {
        version: 1,
        operation: 'INSERT',
        fields: [
          { name: 'room', before: null, after: '101' },
          { name: 'secret', before: null, after: false },
          { name: 'extra', before: null, after: { a: [1, 'b'] } },
          { name: 'price', before: null, after: { amount: '10.0000', currency: 'CNY' } },
          { name: 'customerId', before: null, after: globalId('cus', customer) },
          { name: 'upgradedFrom', before: null, after: expect.stringMatching(/^sty_/) },
        ],
      },
    ]);
  });

  test('DATA-10 of the fields asked for only, attributes among them', async () => {
    expect(names(await ofStay(clerk, { fields: ['price', 'nights'] }))).toEqual([['nights'], ['price'], ['price'], ['price']]);
    const id = globalId('cus', customer);
    expect(names(await changes(clerk, id, { fields: ['attributes.expo.deal'] }))).toEqual([['attributes.expo.deal']]);
    expect(names(await changes(clerk, id, { fields: ['attributes'] }))).toEqual([
      ['attributes.expo.size', 'attributes.expo.deal'],
      ['attributes.expo.size'],
    ]);
    expect(names(await ofStay(clerk, { fields: [] }))).toEqual([]);
  });

  test('DATA-10 pages by cursor, both ways, and within a period', async () => {
    const of =
      'nodes { version } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount totalCountIsExact';
    const versions = (a: Json): number[] => a.data.changes.nodes.map((n: Json) => n.version);
    const first = await ofStay(clerk, { first: 2 }, of);
    expect(versions(first)).toEqual([6, 4]);
    expect(first.data.changes).toMatchObject({
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      totalCount: 5,
      totalCountIsExact: true,
    });
    const { endCursor } = first.data.changes.pageInfo;
    const second = await ofStay(clerk, { first: 2, after: endCursor }, of);
    expect(versions(second)).toEqual([3, 2]);
    expect(versions(await ofStay(clerk, { last: 2 }, of))).toEqual([2, 1]);
    expect(versions(await ofStay(clerk, { last: 1, before: second.data.changes.pageInfo.startCursor }, of))).toEqual([4]);
    expect(versions(await ofStay(clerk, { from: day(12), to: day(13) }, of))).toEqual([3]);
    const elsewhere = await changes(clerk, globalId('cus', customer), { first: 1, after: endCursor });
    expect(codes(elsewhere)).toEqual(['BAD_INPUT changes']);
  });

  describe('refusals', () => {
    test('DATA-10 a name that no field has, or whose changes are not kept, in both languages', async () => {
      for (const name of ['colour', 'internal', 'id', 'version', 'updatedBy', 'greeting', 'keys', 'attributes', 'customer'])
        expect([name, ...codes(await ofStay(clerk, { fields: ['room', name] }))]).toEqual([name, 'BAD_INPUT changes']);
      const zh = await t().staff({ locale: 'zh-CN' });
      expect((await ofStay(zh, { fields: ['colour'] })).errors[0].message).toBe('住宿没有保留变更历史的字段“colour”');
      expect(codes(await changes(clerk, globalId('cus', customer), { fields: ['attributes.expo.old'] }))).toEqual(['BAD_INPUT changes']);
    });

    test('DATA-10 G10 a field without the right to it: refused by name, and left out otherwise with the changes of it alone', async () => {
      const plain = await t().staff({ can: ['rooms:read', 'crm:customers:read'] });
      expect(codes(await ofStay(plain, { fields: ['remark'] }))).toEqual(['FORBIDDEN changes']);
      const seen = await ofStay(plain, {}, 'totalCount nodes { version fields { name } }');
      expect(seen.data.changes.totalCount).toBe(4);
      expect(seen.data.changes.nodes.map((n: Json) => n.version)).toEqual([6, 4, 3, 1]);
      expect(JSON.stringify(seen)).not.toContain('remark');
    });

    test('DATA-10 a field that is hidden today is hidden in all its past', async () => {
      await clerk.run(setStay, { stay, set: { secret: true } });
      const answer = await ofStay(clerk);
      expect(answer.data.changes.nodes[0].fields).toEqual([{ name: 'secret', label: 'Secret', before: false, after: true }]);
      expect(names(answer).flat()).not.toContain('room');
      expect(names(await ofStay(clerk, { fields: ['room'] }))).toEqual([]);
      await clerk.run(setStay, { stay, set: { secret: false } });
      expect(names(await ofStay(clerk, { fields: ['room'] }))).toEqual([['room']]);
    });

    test('DATA-10 G10 what is hidden, missing, of another tenant or no id is null alike', async () => {
      const id = globalId('cus', customer);
      const none = { data: { changes: null } };
      expect(await changes(await t().staff({ can: { 'crm:customers:read': 'own' } }), id)).toEqual(none);
      expect(await changes(await (await t().another()).staff(), id)).toEqual(none);
      expect(await changes(clerk, `cus_${'0'.repeat(32)}`)).toEqual(none);
      expect(await changes(clerk, 'nonsense')).toEqual(none);
      expect(await ofStay(await t().staff({ can: ['crm:customers:read'] }))).toEqual(none);
    });

    test('DATA-10 G13 a page over the limit', async () => {
      expect(codes(await ofStay(clerk, { first: 501 }))).toEqual(['LIMIT_EXCEEDED changes']);
    });

    test('DATA-10 a type of which no history is kept', async () => {
      expect(codes(await changes(clerk, `rky_${'0'.repeat(32)}`))).toEqual(['HISTORY_NONE changes']);
    });
  });

  test('DATA-10 the history outlives the record, for whoever might have seen it last', async () => {
    t().clock.set(day(25));
    const gone = await t().make(StayEntity, { customerId: customer, room: '7' } as Stay['insert']);
    await clerk.run(removeStay, { stay: gone });
    const id = globalId('sty', gone);
    const { data } = await changes(clerk, id, {}, 'nodes { operation version command fields { name before after } }');
    expect(data.changes.nodes.map((n: Json) => `${n.operation} ${n.version}`)).toEqual(['DELETE 2', 'INSERT 1']);
    expect(data.changes.nodes[0]).toMatchObject({
      command: 'removeStay',
      fields: expect.arrayContaining([{ name: 'room', before: '7', after: null }]),
    });
    expect(await changes(await t().staff({ can: { 'crm:customers:read': 'own', 'rooms:read': 'all' } }), id)).toEqual({
      data: { changes: null },
    });
  });

  describe('nobody rewrites it', () => {
    test.each([
      ["update crm.change_log set command = 'x'"],
      ['delete from crm.change_log'],
      ['truncate crm.change_log'],
      ['select 1; delete from crm.change_log'],
      ['with gone as (delete from crm.change_log returning 1) select count(*) from gone'],
      ['select * from crm.change_log'],
    ])('DATA-10 a plugin’s SQL: %s', async (how) => {
      const before = await t().database.query({ text: 'select count(*)::int as n from crm.change_log' });
      await expect(clerk.attempt(tamper, { how })).rejects.toMatchObject({ code: 'SQL_REFUSED' });
      expect(await t().database.query({ text: 'select count(*)::int as n from crm.change_log' })).toMatchObject({ rows: before.rows });
    });

    test('DATA-10 it is no entity, and no mutation of the API leads to it', () => {
      const { schema } = t().engine;
      const leading = Object.values(schema.getTypeMap()).flatMap((type) =>
        isObjectType(type)
          ? Object.values(type.getFields()).flatMap((f) =>
              /^RecordChange/.test(getNamedType(f.type).name) ? [`${type.name}.${f.name}`] : [],
            )
          : [],
      );
      expect(leading.sort()).toEqual([
        'Query.changes',
        'RecordChangeConnection.edges',
        'RecordChangeConnection.nodes',
        'RecordChangeEdge.node',
      ]);
      expect(schema.getType('ChangeLog')).toBeUndefined();
    });
  });
});
