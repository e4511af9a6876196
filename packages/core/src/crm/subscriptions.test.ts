/** DATA-14: what happens is heard, in order, by those who may see it, as they may see it. */
import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  addNote,
  assignOwner,
  createContact,
  createCustomer,
  crm,
  deleteCustomer,
  recordInteraction,
  updateContact,
  updateCustomer,
} from './index.ts';
import { alarms, raiseAlarm } from './testing/alarms.fixture.ts';
import { changes, listeners, refusal } from './testing/subscriber.fixture.ts';

describeEngines('subscriptions', { plugins: [crm(), alarms()], limits: { maxWaitingAnswers: 3 } }, (t) => {
  type House = ReturnType<typeof t>;
  type Person = Awaited<ReturnType<House['staff']>>;
  let house: House;
  let chief: Person;
  let customer: Id<'Customer'>;
  let id: string;
  const { listen, leave } = listeners(() => house.engine);
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
  afterEach(leave);

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

  test('one document serves subjects of any type, and arguments given or left out', async () => {
    const document = 'subscription ($s: ID, $c: ID) { events(subject: $s, customer: $c) { type subject { __typename } } }';
    const { contact } = await chief.run(createContact, {
      name: '王芳',
      customers: [{ customer }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    });
    const heard = [
      await listen(chief.actor, document, { s: id }),
      await listen(chief.actor, document, { s: globalId('con', contact) }),
      await listen(chief.actor, document, { c: id }),
      await listen(chief.actor, document, { s: null }),
    ] as const;
    await chief.run(updateContact, { contact, set: { title: '经理' } });
    await rename('一');
    const ofContact = { type: 'crm.contact.updated', subject: { __typename: 'Contact' } };
    const ofCustomer = { type: 'crm.customer.updated', subject: { __typename: 'Customer' } };
    expect(await Promise.all(heard.map((h) => h.next()))).toEqual([ofCustomer, ofContact, ofCustomer, ofContact]);
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

    test('a root that hangs on a variable is no valid subscription, not an internal error', async () => {
      const hanging = 'subscription ($id: ID!, $on: Boolean!) { customerChanged(id: $id) @include(if: $on) { operation } }';
      expect(await refusal(house.engine, chief.actor, hanging, { id, on: true })).toBe('GRAPHQL_VALIDATION_FAILED');
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
      expect(await refusal(house.engine, chief.actor, confidential, { id })).toBe('PURPOSE_REQUIRED');
      expect(await refusal(house.engine, { ...chief.actor, purpose: 'an alarm' }, confidential, { id })).toBeNull();
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
