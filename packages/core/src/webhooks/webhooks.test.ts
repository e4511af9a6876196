import { globalId } from '@guanxi/core';
import {
  createContact,
  createCustomer,
  createWebhookEndpoint,
  crm,
  deleteCustomer,
  pauseWebhookEndpoint,
  replayWebhook,
  resumeWebhookEndpoint,
} from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kernelOf } from '../engine/kernels.ts';
import { bell, ring } from './bell.fixture.ts';
import { createWebhookReader } from './index.ts';
import { here, type Receiver, startReceiver } from './receiver.fixture.ts';
import { ROOM } from './rows.ts';

/** What the name of a receiver leads to. */
const names = new Map([['rebinding.test', ['127.0.0.1']]]);
const resolve = async (name: string) => names.get(name) ?? [];

describeEngines('webhooks', { plugins: [crm(), bell()], webhooks: { ...here, resolve } }, (t, engineName) => {
  let receiver: Receiver;
  let houses = 0;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());

  const house = async () => {
    const own = await t().another({ slug: `bells-${engineName}-${houses++}` });
    const admin = await own.staff();
    const path = `/${own.tenant.slug}`;
    const endpoint = async (permissions: string[], o: object = {}) =>
      (
        await admin.run(createWebhookEndpoint, {
          url: receiver.url(path),
          eventTypes: ['bell.*', 'crm.customer.deleted'],
          permissions,
          ...o,
        })
      ).endpoint;
    const { customer } = await admin.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION' });
    return { own, admin, path, endpoint, customer, work: () => own.workOff() };
  };
  const waiting = async (tenant: string): Promise<number> =>
    (await t().database.query({ text: `select from crm.job where tenant_id = $1 and kind = 'WEBHOOK'`, params: [tenant] })).rows.length;

  test('a payload shows what the API would show, and what the endpoint may see', async () => {
    const { admin, path, endpoint, customer, work } = await house();
    const { contact } = await admin.run(createContact, {
      name: '王芳',
      channels: [{ kind: 'EMAIL', value: 'fang@example.com' }],
      customers: [{ customer }],
    } as never);
    await endpoint(['crm:customers:read']);
    await endpoint(['crm:customers:read', 'crm:contacts:read', 'engine:events:confidential'], {
      url: receiver.url(`${path}/all`),
      // Why it is told what is confidential.
      description: 'the bookkeeping',
    });
    await admin.run(ring, {
      customer,
      times: 1,
      says: {
        price: { amount: '5.1', currency: 'CNY' },
        share: '0.5',
        at: new Date('2026-02-01T00:00:00Z'),
        contact,
        customers: [customer],
        either: { kind: 'customer', value: customer },
        reasons: [{ why: '促销' }],
        margin: '0.2',
        nickname: '小王',
      },
    });
    await work();
    const id = globalId('cus', customer);
    const both = {
      number: 1,
      price: { amount: '5.1000', currency: 'CNY' },
      share: '0.5000',
      at: '2026-02-01T00:00:00.000Z',
      customers: [id],
      either: { customer: id },
      reasons: [{ why: '促销' }],
    };
    const [some] = receiver.take(path);
    expect(some?.body).toMatchObject({ type: 'bell.customer.rung', version: 3, subject: { type: 'Customer', id } });
    // The contact is hidden from it; what is confidential or somebody's own is left out.
    expect(some?.body.data).toEqual({ ...both, contact: null });
    const [all] = receiver.take(`${path}/all`);
    expect(all?.body.data).toEqual({ ...both, contact: globalId('con', contact), margin: '0.2000', nickname: '小王' });
  });

  test('that a record is gone is told to those who may see all of its kind', async () => {
    const { admin, path, endpoint, customer, work } = await house();
    await endpoint(['crm:customers:read']);
    await endpoint(['crm:tags:read'], { url: receiver.url(`${path}/tags`) });
    await admin.run(deleteCustomer, { customer });
    await work();
    expect(receiver.take(path).map(({ body }) => [body.type, body.subject?.id])).toEqual([
      ['crm.customer.deleted', globalId('cus', customer)],
    ]);
    expect(receiver.take(`${path}/tags`)).toEqual([]);
  });

  test('A20 a name that leads elsewhere at delivery than at creation is not followed', async () => {
    const { admin, path, endpoint, customer, work } = await house();
    const url = receiver.url(path).replace('127.0.0.1', 'rebinding.test');
    await endpoint(['crm:customers:read'], { url });
    names.set('rebinding.test', ['10.0.0.1']);
    await admin.run(ring, { customer, times: 1 });
    await work();
    names.set('rebinding.test', ['127.0.0.1']);
    expect(receiver.take(path)).toEqual([]);
    const { data } = await admin.execute('{ webhookDeliveries { nodes { status error responseCode } } }');
    expect(data).toEqual({
      webhookDeliveries: {
        nodes: [{ status: 'RETRYING', error: 'This address may not be called: its address is not a public one.', responseCode: null }],
      },
    });
  });

  test('what is too large is given up at once, and does not hold up what follows', async () => {
    const { admin, path, endpoint, customer, work } = await house();
    await endpoint(['crm:customers:read']);
    await admin.run(ring, { customer, times: 1, says: { reasons: Array.from({ length: 30 }, () => ({ why: 'x'.repeat(10_000) })) } });
    await admin.run(ring, { customer, times: 1 });
    await work();
    expect(receiver.take(path).length).toBe(1);
    const { data } = await admin.execute('{ webhookDeliveries(orderBy: [{ attempt: ASC }]) { nodes { status } } }');
    expect((data as { webhookDeliveries: { nodes: { status: string }[] } }).webhookDeliveries.nodes.map((n) => n.status).sort()).toEqual([
      'DELIVERED',
      'FAILED',
    ]);
  });

  test('a long way behind: little waits in the table, and all of it arrives once and in order', async () => {
    const { own, admin, path, endpoint, customer, work } = await house();
    const id = await endpoint(['crm:customers:read']);
    const reader = createWebhookReader(kernelOf(own.engine));
    const count = 2 * ROOM + 50;
    await admin.run(ring, { customer, times: count });
    await kernelOf(own.engine).feed.settle();
    await reader.read();
    expect(await waiting(own.tenant.id)).toBe(ROOM);
    const numbers = () => receiver.take(path).map(({ body }) => body.data['number']);
    const all = Array.from({ length: count }, (_, i) => i + 1);
    await work();
    expect(numbers()).toEqual(all);

    own.clock.advance('PT1M');
    const since = own.clock.now();
    // Paused while some of it waits; what waited and what comes is had from the log afterwards.
    await admin.run(ring, { customer, times: ROOM + 10 });
    await kernelOf(own.engine).feed.settle();
    await reader.read();
    await admin.run(pauseWebhookEndpoint, { endpoint: id });
    await admin.run(ring, { customer, times: 5 });
    await work();
    expect([numbers(), await waiting(own.tenant.id)]).toEqual([[], 0]);
    await admin.run(resumeWebhookEndpoint, { endpoint: id });
    await admin.run(ring, { customer, times: 3 });
    await work();
    expect(numbers()).toEqual([...all.slice(0, ROOM + 10), 1, 2, 3, 4, 5, 1, 2, 3]);

    await admin.run(replayWebhook, { endpoint: id, since });
    await work();
    const replayed = receiver.take(path);
    expect([replayed.length, replayed.every(({ body }) => body.replay === true)]).toEqual([ROOM + 18, true]);
    const { data } = await admin.execute('{ webhookEndpoints { nodes { isReplaying } } }');
    expect(data).toEqual({ webhookEndpoints: { nodes: [{ isReplaying: false }] } });
  }, 120_000);

  test('several readers at once queue each event once', async () => {
    const { own, admin, path, endpoint, customer, work } = await house();
    await endpoint(['crm:customers:read']);
    await admin.run(ring, { customer, times: 100 });
    await kernelOf(own.engine).feed.settle();
    await Promise.all(Array.from({ length: 8 }, () => createWebhookReader(kernelOf(own.engine)).read()));
    expect(await waiting(own.tenant.id)).toBe(100);
    await work();
    expect(receiver.take(path).length).toBe(100);
  });

  test('jobs of deliveries are numbered by the time they were made', async () => {
    const { own, admin, endpoint, customer } = await house();
    await endpoint(['crm:customers:read']);
    await admin.run(ring, { customer, times: 1 });
    await kernelOf(own.engine).feed.settle();
    await createWebhookReader(kernelOf(own.engine)).read();
    const { rows } = await own.database.query({
      text: `select id from crm.job where tenant_id = $1 and kind = 'WEBHOOK'`,
      params: [own.tenant.id],
    });
    const [time, version] = [String(rows[0]?.['id']).replaceAll('-', '').slice(0, 12), String(rows[0]?.['id'])[14]];
    expect([Number.parseInt(time, 16), version]).toEqual([own.clock.now().getTime(), '7']);
  });
});
