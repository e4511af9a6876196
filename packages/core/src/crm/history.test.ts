/** DATA-10: records as they were, over the whole engine. */
import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  assignOwner,
  createCustomer,
  createRelationship,
  createStaff,
  crm,
  defineAttribute,
  deleteCustomer,
  updateCustomer,
  updateStaff,
} from './index.ts';
import { Key, removeStay, roomPlugin, type Stay, Stay as StayEntity, setStay } from './testing/rooms.fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;
const firm = { name: '甲公司', kind: 'ORGANISATION', confirmNew: true } as const;
const [created, renamed, later] = ['2026-01-05T01:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];
const between = '2026-01-20T08:00:00+08:00';

describeEngines('records as of an instant', { plugins: [crm(), roomPlugin()] }, (t) => {
  type Person = Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let clerk: Person;
  let customer: Id<'Customer'>;
  let wang: Id<'Staff'>;

  /** Both ways to an answer say the same. */
  async function ask(who: Person, document: string, variables: Record<string, unknown> = {}): Promise<Json> {
    const { text } = await t().engine.execute({ document, variables, actor: who.actor });
    const other = await t().engine.execute({ document, variables, actor: who.actor, withoutText: true });
    expect(other.text).toBe(text);
    return JSON.parse(text);
  }
  const codes = (answer: Json): string[] => (answer.errors ?? []).map((e: Json) => `${e.extensions.code} ${(e.path ?? []).join('.')}`);
  const query = (of: string, fields: string): string => `query ($id: ID!, $at: DateTime) { ${of}(id: $id, asOf: $at) { ${fields} } }`;
  const customerAt = (who: Person, at: string | null, fields = 'name'): Promise<Json> =>
    ask(who, query('customer', fields), { id: globalId('cus', customer), at });

  beforeAll(async () => {
    t().clock.set(created);
    clerk = await t().staff();
    await clerk.run(defineAttribute, {
      entity: 'Customer',
      key: 'expo.size',
      type: 'NUMBER',
      label: { en: 'Size', zh: '规模' },
      indexed: true,
    });
    wang = (await clerk.run(createStaff, { name: '王芳' })).staff;
    customer = (
      await clerk.run(createCustomer, { ...firm, region: '华东', roles: ['SUPPLIER'], owner: wang, attributes: { 'expo.size': 9 } })
    ).customer;
    t().clock.set(renamed);
    await clerk.run(updateCustomer, { customer, set: { name: '乙公司', region: null, attributes: { 'expo.size': '12.5' } } });
    await clerk.run(updateStaff, { staff: wang, set: { name: '王小芳' } });
    t().clock.set(later);
  });

  test('DATA-10 a record is read as it was, its attributes and references too, in one statement beside what is now', async () => {
    const document = `query ($id: ID!, $at: DateTime!) {
      then: customer(id: $id, asOf: $at) { __typename id name region roles version attributes updatedAt owner { name } mergedInto { id } }
      now: customer(id: $id) { name region version attributes(keys: ["expo.size"]) owner { name } contacts { totalCount } } staffMembers { totalCount } }`;
    const variables = { id: globalId('cus', customer), at: between };
    await ask(clerk, document, variables);
    const { value, statements } = await t().statements(() => clerk.execute(document, variables));
    expect(statements).toHaveLength(1);
    expect(value.errors).toBeUndefined();
    expect(value.data).toMatchObject({
      // biome-ignore lint/suspicious/noThenProperty: a key of the answer
      then: {
        __typename: 'Customer',
        id: variables.id,
        name: '甲公司',
        region: '华东',
        roles: ['SUPPLIER'],
        version: 1,
        attributes: { 'expo.size': '9' },
        updatedAt: created,
        owner: { name: '王芳' },
        mergedInto: null,
      },
      now: { name: '乙公司', region: null, version: 2, attributes: { 'expo.size': '12.5' }, owner: { name: '王小芳' } },
    });
  });

  test('DATA-10 at the instant of a change it has happened, a millisecond before it has not; without an instant it is now', async () => {
    const nameAt = async (at: string | null) => (await customerAt(clerk, at)).data.customer.name;
    expect(await nameAt(renamed)).toBe('乙公司');
    expect(await nameAt('2026-01-31T23:59:59.999Z')).toBe('甲公司');
    expect(await nameAt(created)).toBe('甲公司');
    expect(await nameAt(later)).toBe('乙公司');
    expect(await nameAt(null)).toBe('乙公司');
  });

  describe('refusals', () => {
    test('DATA-10 the future, and before it was made, in both languages', async () => {
      expect(codes(await customerAt(clerk, '2026-03-01T00:00:00.001Z'))).toEqual(['AS_OF_IN_FUTURE customer']);
      const before = await customerAt(clerk, '2026-01-05T00:59:59.999Z');
      expect(before.data).toEqual({ customer: null });
      expect(before.errors).toEqual([
        {
          message: 'The Customer was made at 2026-01-05T01:00:00.000Z; there is nothing to show from before.',
          path: ['customer'],
          extensions: expect.objectContaining({ code: 'AS_OF_BEFORE_CREATION' }),
        },
      ]);
      const zh = await t().staff({ locale: 'zh-CN' });
      expect((await customerAt(zh, '2026-01-01T00:00:00Z')).errors[0].message).toBe(
        '客户创建于 2026-01-05T01:00:00.000Z，此前没有可查看的内容。',
      );
      expect((await customerAt(zh, '2027-01-01T00:00:00Z')).errors[0].message).toContain('尚未到来');
    });

    test('DATA-10 G3 an instant that is none', async () => {
      expect(codes(await customerAt(clerk, 'yesterday'))[0]).toContain('BAD_INPUT');
      expect(codes(await customerAt(clerk, '2026-02-30T00:00:00Z'))[0]).toContain('BAD_INPUT');
      expect(codes(await customerAt(clerk, '2026-02-01T00:00:00'))[0]).toContain('BAD_INPUT');
    });

    test('DATA-10 what other records make up is named, with the way to it; the rest of the operation answers', async () => {
      const document = `query ($id: ID!, $at: DateTime!) { a: customer(id: $id, asOf: $at) { owner { one: customerCount } } b: customer(id: $id) { name } }`;
      const answer = await ask(clerk, document, { id: globalId('cus', customer), at: between });
      expect(answer.data).toEqual({ a: null, b: { name: '乙公司' } });
      expect(answer.errors).toEqual([
        {
          message:
            'Field a.owner.one cannot be read as of a time, since it is made of other records as they are today: read those by their ids, with an asOf of their own.',
          path: ['a'],
          extensions: { code: 'AS_OF_RELATED', details: { field: 'a.owner.one' } },
        },
      ]);
      for (const field of ['contacts { totalCount }', 'channels { nodes { id } }', 'timeline { totalCount }', 'factCount'])
        expect(codes(await customerAt(clerk, between, field))).toEqual(['AS_OF_RELATED customer']);
    });

    test('DATA-10 no argument where no history is kept', async () => {
      expect(
        t()
          .engine.schema.getQueryType()
          ?.getFields()
          ['key']?.args.map((a) => a.name),
      ).toEqual(['id']);
    });
  });

  describe('rights', () => {
    const own = { 'crm:customers:read': 'own', 'crm:staff:read': 'all' } as const;
    let first: Id<'Staff'>;
    let second: Id<'Staff'>;
    let moved: Id<'Customer'>;
    const nameFor = async (who: Id<'Staff'>, at: string) =>
      ask(await t().staff({ id: who, can: own }), query('customer', 'name'), { id: globalId('cus', moved), at });

    beforeAll(async () => {
      first = (await clerk.run(createStaff, { name: '甲' })).staff;
      second = (await clerk.run(createStaff, { name: '乙' })).staff;
      moved = (await clerk.run(createCustomer, { ...firm, name: '转交', owner: first })).customer;
      t().clock.set('2026-03-02T00:00:00Z');
      await clerk.run(assignOwner, { customer: moved, owner: second });
      t().clock.set('2026-03-03T00:00:00Z');
    });

    test('DATA-10 who has lost the record does not read its past; who has it now reads what was theirs', async () => {
      expect((await nameFor(first, later)).data.customer).toBeNull();
      expect((await nameFor(first, '2026-03-02T12:00:00Z')).data.customer).toBeNull();
      expect((await nameFor(second, '2026-03-02T12:00:00Z')).data.customer).toEqual({ name: '转交' });
      // As it was then, it was not theirs to see.
      expect((await nameFor(second, later)).data.customer).toBeNull();
    });

    test('DATA-10 G10 hidden and missing are alike: also before it was made', async () => {
      const hidden = await nameFor(first, '2026-01-01T00:00:00Z');
      expect(hidden).toEqual({ data: { customer: null } });
      const missing = await ask(clerk, query('customer', 'name'), { id: `cus_${'0'.repeat(32)}`, at: later });
      expect(missing).toEqual({ data: { customer: null } });
      const nobody = await t().staff({ can: [] });
      expect(await customerAt(nobody, between)).toEqual({ data: { customer: null } });
    });

    test('DATA-10 another tenant has no past here', async () => {
      const stranger = await (await t().another()).staff();
      expect(await customerAt(stranger, between)).toEqual({ data: { customer: null } });
    });
  });

  describe('what is gone', () => {
    let gone: Id<'Customer'>;
    beforeAll(async () => {
      t().clock.set('2026-04-01T00:00:00Z');
      gone = (await clerk.run(createCustomer, { ...firm, name: '误建', owner: wang })).customer;
      t().clock.set('2026-04-02T00:00:00Z');
      await clerk.run(deleteCustomer, { customer: gone });
      t().clock.set('2026-04-03T00:00:00Z');
    });
    test('DATA-10 what went with another record was never removed by itself, and is not read', async () => {
      const { customer: parent } = await clerk.run(createCustomer, { ...firm, name: '母公司' });
      const { relationship } = await clerk.run(createRelationship, { from: parent, to: customer, type: 'PARENT_OF' });
      const was = t().clock.now().toISOString();
      t().clock.advance('PT1H');
      const read = () => ask(clerk, query('relationship', 'type from { name }'), { id: globalId('rel', relationship), at: was });
      expect((await read()).data.relationship).toEqual({ type: 'PARENT_OF', from: { name: '母公司' } });
      await clerk.run(deleteCustomer, { customer: parent });
      expect(await read()).toEqual({ data: { relationship: null } });
    });
    const goneAt = (who: Person, at: string) => ask(who, query('customer', 'name owner { name }'), { id: globalId('cus', gone), at });

    test('DATA-10 a removed record is read as of when it was there, and no more after', async () => {
      expect((await goneAt(clerk, '2026-04-01T12:00:00Z')).data.customer).toEqual({ name: '误建', owner: { name: '王小芳' } });
      expect(await goneAt(clerk, '2026-04-02T00:00:00Z')).toEqual({ data: { customer: null } });
      expect(await goneAt(clerk, '2026-03-31T00:00:00Z')).toEqual({ data: { customer: null } });
      const other = await t().staff({ can: { 'crm:customers:read': 'own' } });
      expect(await goneAt(other, '2026-04-01T12:00:00Z')).toEqual({ data: { customer: null } });
    });
  });

  describe('values and fields of every kind', () => {
    let stay: Id<'Stay'>;
    const written = {
      wishes: ['quiet', 'a "view"'],
      extra: { a: [1, 2.5, null], b: { c: '中' } },
      priceAmount: '1250.5000',
      priceCurrency: 'CNY',
      nights: 3,
      remark: 'VIP',
    };
    const fields =
      'room secret wishes extra price { amount currency } arrives nights remark customerId customer { name } upgradedFrom { room } arrived greeting';
    const stayAt = (who: Person, at: string | null, of = fields) => ask(who, query('stay', of), { id: globalId('sty', stay), at });

    beforeAll(async () => {
      t().clock.set('2026-05-01T00:00:00Z');
      const before = await t().make(StayEntity, { customerId: customer, room: '100' } as Stay['insert']);
      stay = await t().make(StayEntity, {
        ...written,
        customerId: customer,
        room: '101',
        arrives: new Date('2026-05-03T06:30:00.123Z'),
        upgradedFromId: before,
      } as Stay['insert']);
      await t().make(Key, { stayId: stay, code: 'k' });
      t().clock.set('2026-05-10T00:00:00Z');
      await clerk.run(setStay, {
        stay,
        set: { wishes: null, extra: null, priceAmount: null, priceCurrency: null, nights: null, remark: null, upgradedFromId: null },
      });
      t().clock.set('2026-05-20T00:00:00Z');
    });

    test('DATA-10 each is what a read at that time answered', async () => {
      t().clock.set('2026-05-01T00:00:00Z');
      const past = await stayAt(clerk, '2026-05-02T00:00:00Z').catch(() => null);
      expect(past.errors[0].extensions.code).toBe('AS_OF_IN_FUTURE');
      t().clock.set('2026-05-20T00:00:00Z');
      expect((await stayAt(clerk, '2026-05-02T00:00:00Z')).data.stay).toEqual({
        room: '101',
        secret: false,
        wishes: written.wishes,
        extra: written.extra,
        price: { amount: '1250.5000', currency: 'CNY' },
        arrives: '2026-05-03T06:30:00.123Z',
        nights: 3,
        remark: 'VIP',
        customerId: globalId('cus', customer),
        customer: { name: '乙公司' },
        upgradedFrom: { room: '100' },
        arrived: false,
        greeting: 'Room 101',
      });
      expect((await stayAt(clerk, '2026-05-12T00:00:00Z')).data.stay).toMatchObject({ price: null, wishes: null, arrived: true });
    });

    test('DATA-10 a field asks for the right to it, and is hidden in the past from the day it is hidden', async () => {
      const plain = await t().staff({ can: ['rooms:read', 'crm:customers:read'] });
      const answer = await stayAt(plain, '2026-05-02T00:00:00Z', 'room remark');
      expect(answer.data.stay).toEqual({ room: '101', remark: null });
      expect(codes(answer)).toEqual(['FORBIDDEN stay.remark']);
      await clerk.run(setStay, { stay, set: { secret: true } });
      expect((await stayAt(clerk, '2026-05-02T00:00:00Z', 'room greeting nights')).data.stay).toEqual({
        room: null,
        greeting: 'Room null',
        nights: 3,
      });
      t().clock.set('2026-05-21T00:00:00Z');
      await clerk.run(setStay, { stay, set: { secret: false } });
      expect((await stayAt(clerk, '2026-05-02T00:00:00Z', 'room')).data.stay).toEqual({ room: '101' });
      // When it was secret it was nobody's to know, and is not now.
      expect((await stayAt(clerk, '2026-05-20T12:00:00Z', 'room')).data.stay).toEqual({ room: null });
    });

    test('DATA-10 lists, and expressions over other records, are refused by name', async () => {
      for (const field of ['keys { totalCount }', 'anyKey'])
        expect(codes(await stayAt(clerk, '2026-05-02T00:00:00Z', field))).toEqual(['AS_OF_RELATED stay']);
    });

    test('DATA-10 a record that was put in without the log is what it was until its first change', async () => {
      const id = globalId('sty', stay).slice(4);
      await t().database.query({
        text: `insert into crm.rooms_stay (tenant_id, id, created_at, created_by, updated_at, updated_by, customer_id, room) values ($1, $2, $3, 'x', $3, 'x', $4, '7')`,
        params: [t().tenant.id, `${id.slice(0, 8)}-0000-7000-8000-000000000777`, '2026-05-02T00:00:00Z', customer],
      });
      stay = `${id.slice(0, 8)}-0000-7000-8000-000000000777` as Id<'Stay'>;
      expect((await stayAt(clerk, '2026-05-03T00:00:00Z', 'room')).data.stay).toEqual({ room: '7' });
      t().clock.set('2026-05-22T00:00:00Z');
      await clerk.run(setStay, { stay, set: { room: '8' } });
      expect((await stayAt(clerk, '2026-05-03T00:00:00Z', 'room')).data.stay).toEqual({ room: '7' });
      expect(codes(await stayAt(clerk, '2026-05-01T00:00:00Z', 'room'))).toEqual(['AS_OF_BEFORE_CREATION stay']);
    });

    test('DATA-10 a record that is gone keeps the values of columns that came later', async () => {
      const forget = { text: `update crm.change_log set after = after - 'secret' where record_id = $1`, params: [stay] };
      await t().database.asOwner((owner) => owner.query(forget));
      t().clock.set('2026-05-23T00:00:00Z');
      expect((await stayAt(clerk, '2026-05-22T12:00:00Z', 'room secret')).data.stay).toEqual({ room: '8', secret: false });
      await clerk.run(removeStay, { stay });
      expect((await stayAt(clerk, '2026-05-22T12:00:00Z', 'room secret')).data.stay).toEqual({ room: '8', secret: false });
    });
  });
});
