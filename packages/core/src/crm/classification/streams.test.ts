/** Classes take effect at once, on streams that are open too (DATA-12). */
import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterEach, expect, test } from 'vitest';
import {
  classifyField,
  classifyRecord,
  createCustomer,
  crm,
  deleteCustomer,
  recordInteraction,
  registerDevice,
  updateCustomer,
} from '../index.ts';
import { liveClient } from '../testing/live.fixture.ts';
import { changes, listeners } from '../testing/subscriber.fixture.ts';

const limits = { liveDebounceMs: 1, minLiveDebounceMs: 1 };

describeEngines('streams over what is confidential', { plugins: [crm()], limits }, (t) => {
  const { listen, leave } = listeners(() => t().engine);
  afterEach(leave);

  async function house() {
    const h = await t().another();
    const rights = ['crm:customers:read', 'crm:customers:write', 'crm:customers:delete', 'engine:events:all'];
    const custodian = await h.staff({ purpose: 'custody' });
    const clerk = await h.staff({ can: rights });
    const cleared = await h.staff({ can: [...rights, 'engine:confidential:read'], purpose: 'on duty' });
    const firm = async (name: string): Promise<Id<'Customer'>> =>
      (await custodian.run(createCustomer, { name, kind: 'ORGANISATION', code: name, region: 'North', confirmNew: true })).customer;
    const classify = (value: Id<'Customer'>, classification: 'INTERNAL' | 'CONFIDENTIAL') =>
      custodian.run(classifyRecord, { record: { kind: 'customer', value }, classification, reason: 'r' });
    return { h, custodian, clerk, cleared, firm, classify };
  }

  test('DATA-12 a live query loses a record as soon as it is flagged, and has it again when it is not', async () => {
    const { h, clerk, firm, classify } = await house();
    const one = await firm('A');
    const live = await liveClient(h.engine, clerk.actor, 'query @live { customers { totalCount nodes { code } } }', {});
    expect(live.data).toMatchObject({ customers: { totalCount: 1 } });
    await classify(one, 'CONFIDENTIAL');
    await live.next();
    expect(live.data).toEqual({ customers: { totalCount: 0, nodes: [] } });
    await classify(one, 'INTERNAL');
    await live.next();
    expect(live.data).toMatchObject({ customers: { totalCount: 1 } });
    await live.leave();
  });

  test('DATA-12 a live query is withheld a field as soon as the house classifies it', async () => {
    const { h, custodian, clerk, firm } = await house();
    await firm('A');
    const live = await liveClient(h.engine, clerk.actor, 'query @live { customers { nodes { region } } }', {});
    expect(live.data).toEqual({ customers: { nodes: [{ region: 'North' }] } });
    await custodian.run(classifyField, { entity: 'Customer', field: 'region', classification: 'CONFIDENTIAL', reason: 'r' });
    await live.next();
    expect(live.data).toEqual({ customers: { nodes: [{ region: null }] } });
    await live.leave();
  });

  test('DATA-12 who follows a record is told once that it is gone when it is flagged, and nothing after that', async () => {
    const { clerk, custodian, firm, classify } = await house();
    const one = await firm('A');
    const stream = await listen(clerk.actor, changes, { id: globalId('cus', one) });
    await classify(one, 'CONFIDENTIAL');
    expect(await stream.next()).toMatchObject({ operation: 'DELETE', command: null, customer: null });
    await custodian.run(updateCustomer, { customer: one, set: { region: 'South' } });
    await classify(one, 'INTERNAL');
    expect(await stream.next()).toMatchObject({ customer: { name: 'A' } });
  });

  test('DATA-12 events of flagged records are for the cleared, also of those that were removed', async () => {
    const { clerk, cleared, custodian, firm } = await house();
    const document = 'subscription { events(types: ["crm.customer.updated", "crm.customer.deleted"]) { type subject { id } } }';
    const [open, secret] = [await firm('A'), await firm('B')];
    await custodian.run(classifyRecord, { record: { kind: 'customer', value: secret }, classification: 'CONFIDENTIAL', reason: 'r' });
    const [heard, known] = [await listen(clerk.actor, document), await listen(cleared.actor, document)];
    await custodian.run(updateCustomer, { customer: secret, set: { region: 'South' } });
    await custodian.run(deleteCustomer, { customer: secret });
    await custodian.run(updateCustomer, { customer: open, set: { region: 'South' } });
    expect(await heard.next()).toEqual({ type: 'crm.customer.updated', subject: { id: globalId('cus', open) } });
    await custodian.run(deleteCustomer, { customer: open });
    expect(await heard.next()).toMatchObject({ type: 'crm.customer.deleted' });
    expect(await known.next()).toMatchObject({ type: 'crm.customer.updated' });
    expect(await known.next()).toMatchObject({ type: 'crm.customer.deleted' });
  });

  test('DATA-12 what a subscription shows of a flagged record is in the access log', async () => {
    const { cleared, custodian, firm, classify } = await house();
    const one = await firm('A');
    await classify(one, 'CONFIDENTIAL');
    const stream = await listen(cleared.actor, changes, { id: globalId('cus', one) });
    await custodian.run(updateCustomer, { customer: one, set: { region: 'South' } });
    expect(await stream.next()).toMatchObject({ customer: { name: 'A' } });
    expect((await custodian.execute('{ accessLogEntries { nodes { via purpose entity records } } }')).data).toMatchObject({
      accessLogEntries: {
        nodes: expect.arrayContaining([{ via: 'SUBSCRIPTION', purpose: 'on duty', entity: 'Customer', records: [globalId('cus', one)] }]),
      },
    });
  });

  test('DATA-12 a device loses a flagged record and what hangs on it, and gets them again', async () => {
    const { h, custodian, firm, classify } = await house();
    const one = await firm('A');
    await custodian.run(recordInteraction, { customer: one, channel: 'PHONE', direction: 'INBOUND', subject: 'A word' });
    const clerk = await h.staff({ can: ['crm:customers:read', 'crm:interactions:read'] });
    const { device } = await clerk.run(registerDevice, { name: 'tablet' });
    const document = `query($device: ID!, $cursor: String) {
      changesSince(device: $device, cursor: $cursor, entities: ["Customer", "Interaction"]) {
        upserts { __typename } tombstones { type reason } cursor isInitial } }`;
    let cursor: string | null = null;
    const pulled = async () => {
      const answer = await clerk.execute(document, { device: globalId('dev', device), cursor });
      const page = (answer.data as { changesSince: { cursor: string } }).changesSince;
      cursor = page.cursor;
      return page;
    };
    expect(await pulled()).toMatchObject({ upserts: [{ __typename: 'Customer' }, { __typename: 'Interaction' }], tombstones: [] });
    await classify(one, 'CONFIDENTIAL');
    expect(await pulled()).toMatchObject({
      upserts: [],
      tombstones: [
        { type: 'Customer', reason: 'NOT_VISIBLE' },
        { type: 'Interaction', reason: 'NOT_VISIBLE' },
      ],
    });
    await classify(one, 'INTERNAL');
    expect(await pulled()).toMatchObject({ upserts: [{ __typename: 'Customer' }, { __typename: 'Interaction' }], tombstones: [] });
  });
});
