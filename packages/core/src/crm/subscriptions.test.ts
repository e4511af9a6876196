/** DATA-14: what happens is heard, in order, by those who may see it, as they may see it. */
import { type Actor, globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addNote, assignOwner, createCustomer, crm, deleteCustomer, recordInteraction, updateCustomer } from './index.ts';
import { alarms, raiseAlarm } from './testing/alarms.fixture.ts';
import { refusal, type Subscriber, subscriber } from './testing/subscriber.fixture.ts';

const changes = `subscription ($id: ID!, $after: String) { customerChanged(id: $id, after: $after) {
  cursor operation version fields command actor { id kind } customer { name } } }`;

describeEngines('subscriptions', { plugins: [crm(), alarms()], limits: { maxWaitingAnswers: 3 } }, (t) => {
  type House = ReturnType<typeof t>;
  type Person = Awaited<ReturnType<House['staff']>>;
  let house: House;
  let chief: Person;
  let customer: Id<'Customer'>;
  let id: string;
  const open: Subscriber[] = [];

  async function listen(actor: Actor, document: string, variables: object = {}, after?: string): Promise<Subscriber> {
    const listening = await subscriber(house.engine, actor, document, variables, after);
    open.push(listening);
    return listening;
  }
  const made = async (name: string, by = chief) =>
    (await by.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
  const rename = (name: string) => chief.run(updateCustomer, { customer, set: { name } });
  const record = (subject: string, of = customer) =>
    chief.run(recordInteraction, { customer: of, channel: 'PHONE', direction: 'INBOUND', subject });
  /** Sees only customers of their own. */
  const seller = () => house.staff({ can: { 'crm:customers:read': 'own', 'crm:interactions:read': 'own', 'crm:staff:read': 'all' } });

  const staffOf = ({ actor }: Person) => (actor as { readonly staffId: string }).staffId as Id<'Staff'>;

  beforeEach(async () => {
    house = await t().another();
    chief = await house.staff();
    customer = await made('上海会展');
    id = globalId('cus', customer);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((s) => s.leave()));
  });

  test('<entity>Changed tells of each change of one record, with the names of what changed', async () => {
    const heard = await listen(chief.actor, changes, { id });
    await made('another');
    await rename('上海国际会展');
    expect(await heard.next()).toMatchObject({
      operation: 'UPDATE',
      version: 2,
      fields: ['name'],
      command: 'updateCustomer',
      actor: { kind: 'STAFF' },
      customer: { name: '上海国际会展' },
    });
  });

  test('a field for each event, by its subject or any record it names; data with records in it', async () => {
    const heard = await listen(
      chief.actor,
      `subscription ($customer: ID!) { interactionRecorded(customerId: $customer) {
        __typename type interaction { subject customer { id } } subject { id __typename } data { channel customer { name } corrects { id } } payload } }`,
      { customer: id },
    );
    await record('elsewhere', await made('another'));
    const { interaction } = await record('询价');
    expect(await heard.next()).toEqual({
      __typename: 'InteractionRecordedEvent',
      type: 'crm.interaction.recorded',
      interaction: { subject: '询价', customer: { id } },
      subject: { id: globalId('int', interaction), __typename: 'Interaction' },
      data: { channel: 'PHONE', customer: { name: '上海会展' }, corrects: null },
      payload: {
        customerId: id,
        channel: 'PHONE',
        direction: 'INBOUND',
        phase: null,
        at: house.clock.now().toISOString(),
        correctsId: null,
      },
    });
  });

  test('events: everything about a customer, whatever type it is of', async () => {
    const document = `subscription ($customer: ID) { events(customer: $customer) { type subject { id }
      ... on InteractionRecordedEvent { interaction { subject } } ... on CustomerUpdatedEvent { customer { name } data { __typename } } } }`;
    const heard = await listen(chief.actor, document, { customer: id });
    await record('elsewhere', await made('another'));
    await rename('一');
    await record('二');
    await chief.run(addNote, { customer, text: '三' });
    const told = [await heard.next(), await heard.next(), await heard.next()];
    expect(told.map((e) => e.type)).toEqual(['crm.customer.updated', 'crm.interaction.recorded', 'crm.note.written']);
    expect(told).toMatchObject([{ customer: { name: '一' } }, { interaction: { subject: '二' } }, {}]);
  });

  test('equal subscribers are read and written once; the answer is one object', async () => {
    const eyes = await Promise.all(Array.from({ length: 20 }, () => listen(chief.actor, changes, { id })));
    const other = await listen((await house.staff()).actor, changes, { id });
    const { value, statements } = await house.statements(async () => {
      await rename('一次');
      return Promise.all([...eyes, other].map((e) => e.raw()));
    });
    expect(new Set(value.slice(0, 20)).size).toBe(1);
    expect(value[20]).not.toBe(value[0]);
    expect(statements.filter((s) => /unnest/.test(s) && /json/.test(s) && /crm_customer/.test(s) && !/insert|update/.test(s))).toHaveLength(
      2,
    );
  });

  describe('rights', () => {
    test('hidden and missing are one NOT_FOUND; another tenant’s too (A06)', async () => {
      const { actor } = await seller();
      const stranger = (await (await t().another()).staff()).actor;
      const codes = [
        await refusal(house.engine, actor, changes, { id }),
        await refusal(house.engine, actor, changes, { id: globalId('cus', '0190c000-0000-7000-8000-00000000ffff') }),
        await refusal(house.engine, stranger, changes, { id }),
        await refusal(house.engine, chief.actor, changes, { id: globalId('con', customer) }),
      ];
      expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    });

    test('without a record only who may hear everything', async () => {
      const some = await house.staff({ can: ['crm:customers:read', 'crm:interactions:read'] });
      const all = await house.staff({ can: ['crm:customers:read', 'engine:events:all'] });
      expect(await refusal(house.engine, some.actor, 'subscription { events { cursor } }')).toBe('FORBIDDEN');
      expect(await refusal(house.engine, some.actor, 'subscription { events(types: ["crm.customer.updated"]) { cursor } }')).toBe(
        'FORBIDDEN',
      );
      expect(await refusal(house.engine, some.actor, 'subscription { customerUpdated { cursor } }')).toBe('FORBIDDEN');
      expect(await refusal(house.engine, all.actor, 'subscription { events { cursor } }')).toBeNull();
      expect(await refusal(house.engine, all.actor, 'subscription { events(types: ["no.such"]) { cursor } }')).toBe('BAD_INPUT');
    });

    test('nobody known, a field one may not read, a confidential key: refused when subscribing', async () => {
      const plain = await house.staff({ can: ['crm:customers:read'] });
      const masked = 'subscription ($id: ID!) { customerChanged(id: $id) { customer { alarmed } } }';
      const confidential = 'subscription ($id: ID!) { alarmRaised(customerId: $id) { data { reason } } }';
      expect(await refusal(house.engine, null as never, changes, { id })).toBe('UNAUTHENTICATED');
      expect([await refusal(house.engine, plain.actor, masked, { id }), await refusal(house.engine, chief.actor, masked, { id })]).toEqual([
        'FORBIDDEN',
        null,
      ]);
      expect(await refusal(house.engine, plain.actor, confidential, { id })).toBe('FORBIDDEN');
      expect(await refusal(house.engine, chief.actor, confidential, { id })).toBeNull();
    });

    test('confidential keys and hidden records are left out of what is told as a whole', async () => {
      const own = await seller();
      const hidden = await made('hidden');
      await chief.run(assignOwner, { customer, owner: staffOf(own) });
      const heard = await listen(own.actor, 'subscription ($id: ID!) { alarmRaised(customerId: $id) { payload data { others { id } } } }', {
        id,
      });
      await chief.run(raiseAlarm, { customer, level: 1, zone: 'A', others: [hidden, customer] });
      const { payload, data } = await heard.next();
      expect(payload).toEqual({ level: 1, zone: 'A', at: house.clock.now().toISOString(), others: [null, id] });
      expect(data).toEqual({ others: [null, { id }] });
    });

    test('an event whose subject is out of sight is not told, though it names a record in sight', async () => {
      const own = await seller();
      await chief.run(assignOwner, { customer, owner: staffOf(own) });
      const heard = await listen(own.actor, 'subscription ($id: ID!) { alarmRaised(others: $id) { customer { id } data { level } } }', {
        id,
      });
      await chief.run(raiseAlarm, { customer: await made('hidden'), level: 1, zone: 'A', others: [customer] });
      await chief.run(raiseAlarm, { customer, level: 2, zone: 'A', others: [customer] });
      expect(await heard.next()).toEqual({ customer: { id }, data: { level: 2 } });
    });

    test('of a record that goes out of sight it is said once that it is gone, and then nothing until it is back (A28)', async () => {
      const own = await seller();
      await chief.run(assignOwner, { customer, owner: staffOf(own) });
      const changed = await listen(own.actor, changes, { id });
      await chief.run(assignOwner, { customer, owner: staffOf(chief) });
      expect(await changed.next()).toEqual({
        cursor: expect.any(String),
        operation: 'DELETE',
        version: null,
        fields: [],
        command: null,
        actor: null,
        customer: null,
      });
      await chief.run(assignOwner, { customer, owner: staffOf(own) });
      expect(await changed.next()).toMatchObject({ operation: 'UPDATE', customer: { name: '上海会展' } });
    });

    test('removed: whoever sees every record of its kind is told all of it, anyone else only that it is gone', async () => {
      const own = await seller();
      await chief.run(assignOwner, { customer, owner: staffOf(own) });
      const deleted = await listen(chief.actor, 'subscription ($id: ID!) { customerDeleted(customerId: $id) { type customer { id } } }', {
        id,
      });
      const [all, some] = [await listen(chief.actor, changes, { id }), await listen(own.actor, changes, { id })];
      await chief.run(deleteCustomer, { customer });
      expect(await deleted.next()).toEqual({ type: 'crm.customer.deleted', customer: null });
      expect(await all.next()).toMatchObject({ operation: 'DELETE', command: 'deleteCustomer', customer: null });
      expect(await some.next()).toMatchObject({ operation: 'DELETE', command: null, actor: null, customer: null });
    });
  });

  describe('resuming', () => {
    test('from a cursor: everything behind it, once, in order, and then what happens', async () => {
      const first = await listen(chief.actor, changes, { id });
      await rename('0');
      const { cursor } = await first.next();
      await first.leave();
      for (let i = 1; i <= 7; i += 1) await rename(String(i));
      const again = await listen(chief.actor, changes, { id, after: cursor });
      await rename('8');
      const versions: number[] = [];
      for (let i = 0; i < 8; i += 1) versions.push((await again.next()).version);
      expect(versions).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
      await rename('9');
      expect((await again.next()).version).toBe(11);
    });

    test('no gap and no double where the log and what is heard live meet, while others write', async () => {
      const first = await listen(chief.actor, changes, { id });
      await rename('begin');
      const { cursor, version } = await first.next();
      let renamed = 0;
      const writing = (async () => {
        for (; renamed < 40; renamed += 1) await rename(`n${renamed}`);
      })();
      const heard: number[][] = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const again = await listen(chief.actor, changes, { id, after: cursor });
          const versions: number[] = [];
          while (versions.length < 40) versions.push((await again.next()).version);
          return versions;
        }),
      );
      await writing;
      for (const versions of heard) expect(versions).toEqual(Array.from({ length: 40 }, (_, i) => version + 1 + i));
    });

    test('a slow consumer is cut off, and goes on from the last cursor it has', async () => {
      const slow = await listen(chief.actor, changes, { id });
      await rename('1');
      const { cursor } = await slow.next();
      const watch = await listen(chief.actor, changes, { id });
      for (let i = 2; i <= 6; i += 1) {
        await rename(String(i));
        await watch.next();
      }
      expect(await slow.ended()).toBe('SLOW_CONSUMER');
      const again = await listen(chief.actor, changes, { id }, cursor);
      expect([(await again.next()).version, (await again.next()).version]).toEqual([3, 4]);
    });

    test('RESYNC: past retention, of another epoch, ahead of the log; and nonsense is BAD_INPUT', async () => {
      const first = await listen(chief.actor, changes, { id });
      await rename('1');
      const { cursor } = await first.next();
      const [epoch, position] = Buffer.from(cursor, 'base64url').toString().split('.') as [string, string];
      const cursorOf = (e: string, p: number) => Buffer.from(`${e}.${p.toString(36)}`).toString('base64url');
      const at = Number.parseInt(position, 36);
      const codeFor = (after: string) => refusal(house.engine, chief.actor, changes, { id, after });
      expect(await codeFor(cursorOf('0badc0de', at))).toBe('RESYNC');
      expect(await codeFor(cursorOf(epoch, at + 1_000_000))).toBe('RESYNC');
      expect(await codeFor('nonsense')).toBe('BAD_INPUT');
      await house.database.query({
        text: 'insert into crm.log_retention (tenant_id, floor) values ($1, $2)',
        params: [house.tenant.id, at + 1],
      });
      expect(await codeFor(cursor)).toBe('RESYNC');
    });
  });

  describe('what plugins declare', () => {
    test('an event whose field is taken has its plugin’s name before it', async () => {
      const heard = await listen(chief.actor, 'subscription ($id: ID!) { alarmsCustomerChanged(customerId: $id) { type } }', { id });
      await chief.run(raiseAlarm, { customer, level: 1, zone: 'A' });
      expect(await heard.next()).toEqual({ type: 'alarms.customer.changed' });
    });

    test('subscriptions of their own: routed by arguments, then matched', async () => {
      const document = 'subscription ($zone: String!) { loudAlarms(zone: $zone, least: 3) { data { level } } }';
      expect(await refusal(house.engine, (await house.staff({ can: ['crm:customers:read'] })).actor, document, { zone: 'A' })).toBe(
        'FORBIDDEN',
      );
      const heard = await listen(chief.actor, document, { zone: 'A' });
      for (const [level, zone] of [
        [5, 'B'],
        [2, 'A'],
        [4, 'A'],
      ] as const)
        await chief.run(raiseAlarm, { customer, level, zone });
      expect(await heard.next()).toEqual({ data: { level: 4 } });
    });
  });
});
