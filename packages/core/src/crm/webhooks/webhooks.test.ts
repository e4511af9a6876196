import { globalId, type Id, verifyWebhook } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { here, type Receiver, startReceiver } from '../../webhooks/receiver.fixture.ts';
import {
  crm,
  deleteWebhookEndpoint,
  pauseWebhookEndpoint,
  redeliverWebhook,
  replayWebhook,
  resumeWebhookEndpoint,
  testWebhookEndpoint,
  updateCustomer,
} from '../index.ts';
import { makeHouse } from './house.fixture.ts';

describeEngines('webhooks', { plugins: [crm()], webhooks: here }, (t) => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());
  const house = () => makeHouse(t(), receiver);

  test('an event is delivered once, signed, as the API shows it', async () => {
    const { own, endpoint, customer, work, path, deliveries } = await house();
    const { secret, endpoint: id } = await endpoint();
    const made = await customer();
    await work();
    await work();
    const [request, ...others] = receiver.take(path);
    expect(others).toEqual([]);
    const verified = verifyWebhook([secret], request?.headers ?? {}, request?.text ?? '', own.clock.now());
    expect(verified?.id).toBe(`${request?.body.id}_${id.replaceAll('-', '')}`);
    expect(request?.body).toMatchObject({
      type: 'crm.customer.created',
      version: 1,
      at: own.clock.now().toISOString(),
      tenant: own.tenant.id,
      subject: { type: 'Customer', id: globalId('cus', made) },
    });
    expect(request?.text).not.toContain(made);
    expect(await deliveries()).toMatchObject([
      {
        eventId: request?.body.id,
        eventType: 'crm.customer.created',
        attempt: 1,
        status: 'DELIVERED',
        responseCode: 200,
        error: null,
        replay: false,
      },
    ]);
  });

  test('what was said before an endpoint was made is not told to it', async () => {
    const { own, endpoint, customer, work, taken } = await house();
    await customer();
    own.clock.advance('PT1S');
    await endpoint();
    await work();
    expect(taken()).toEqual([]);
  });

  test('an endpoint hears what it asks for, of the records it asks for, and of its own tenant only', async () => {
    const { endpoint, customer, work, taken, admin } = await house();
    const other = await house();
    await endpoint({ url: receiver.url('/updates'), eventTypes: ['crm.customer.updated'] });
    await endpoint({ url: receiver.url('/contacts'), eventTypes: ['*'], subjectType: 'Contact' });
    await endpoint({ url: receiver.url('/all'), eventTypes: ['*'] });
    const made = await customer();
    await admin.run(updateCustomer, { customer: made, set: { name: '乙公司' } });
    await other.customer();
    await work();
    expect(taken('/updates')).toEqual(['crm.customer.updated']);
    expect(taken('/contacts')).toEqual([]);
    // Without the right to see webhooks it is not told of them, though it asks for all.
    expect(taken('/all')).toEqual(['crm.customer.created', 'crm.customer.updated']);
  });

  test('a failing endpoint is tried again ever more rarely, in order, and given up after twelve attempts', async () => {
    const { own, endpoint, customer, work, taken, path, deliveries } = await house();
    await endpoint();
    receiver.answers.set(path, 503);
    const began = own.clock.now();
    await customer();
    own.clock.advance('PT1S');
    await customer();
    for (let i = 0; i < 12; i++) {
      await work();
      const [request, ...others] = receiver.take(path);
      // The second waits for the first, until that is given up.
      expect([request?.body.at, others.length]).toEqual([began.toISOString(), i < 11 ? 0 : 1]);
      const last = (await deliveries()).find((d) => d.eventId === request?.body.id);
      expect(last).toMatchObject({ attempt: i + 1, status: i < 11 ? 'RETRYING' : 'FAILED', responseCode: 503, error: 'HTTP 503' });
      if (i === 11) break;
      await work();
      expect(taken()).toEqual([]);
      own.clock.set(last?.nextAttemptAt as string);
    }
    // With no chance in it (a tenth less each time) the twelve attempts take 20 hours.
    expect(Math.round((own.clock.now().getTime() - began.getTime()) / 3_600_000)).toBe(20);
    receiver.answers.delete(path);
    own.clock.advance('PT1M');
    await work();
    expect(taken()).toEqual(['crm.customer.created']);
  });

  test('an endpoint that fails for too long is paused with a notice; resumed, it gets what it missed, in order', async () => {
    const { own, endpoint, customer, work, admin, path, deliveries } = await house();
    const { endpoint: id } = await endpoint();
    await endpoint({ url: receiver.url(`${path}/notices`), eventTypes: ['crm.webhook.paused'], permissions: ['crm:webhooks:read'] });
    await own.engine.settings(own.tenant.id).set('crm', { webhooks: { pauseAfterHours: 1 } });
    receiver.answers.set(path, 500);
    const names: string[] = [];
    for (let i = 0; i < 12; i++) {
      names.push(globalId('cus', await customer(`公司${i}`)));
      await work();
      own.clock.advance('PT20M');
    }
    const [notice] = receiver.take(`${path}/notices`);
    expect(notice?.body).toMatchObject({ type: 'crm.webhook.paused', subject: { id: globalId('whe', id) }, data: { reason: 'FAILING' } });
    const paused = await admin.execute('query ($id: ID!) { webhookEndpoint(id: $id) { pauseReason } }', { id: globalId('whe', id) });
    expect(paused.data).toEqual({ webhookEndpoint: { pauseReason: 'FAILING' } });
    const tried = (await deliveries()).length;
    await work();
    expect((await deliveries()).length).toBe(tried);
    const { rows } = await own.database.query({
      text: `select from crm.job where tenant_id = $1 and kind = 'WEBHOOK'`,
      params: [own.tenant.id],
    });
    expect(rows.length).toBe(0);

    receiver.take(path);
    receiver.answers.delete(path);
    await admin.run(resumeWebhookEndpoint, { endpoint: id });
    await customer('最后');
    await work();
    const told = receiver.take(path).map(({ body }) => body.subject?.id);
    expect(told.slice(0, 12)).toEqual(names);
    expect(told.length).toBe(13);
  });

  test('paused by hand, nothing is sent but a trial', async () => {
    const { endpoint, customer, work, taken, admin } = await house();
    const { endpoint: id } = await endpoint({ permissions: ['crm:customers:read', 'crm:webhooks:read'] });
    await admin.run(pauseWebhookEndpoint, { endpoint: id });
    await customer();
    await admin.run(testWebhookEndpoint, { endpoint: id });
    await work();
    expect(taken()).toEqual(['crm.webhook.tested']);
    await admin.run(resumeWebhookEndpoint, { endpoint: id });
    await work();
    expect(taken()).toEqual(['crm.customer.created']);
  });

  test('a replay has the same ids and is marked; one delivery can be made once more', async () => {
    const { own, endpoint, customer, work, admin, path, deliveries } = await house();
    const { endpoint: id } = await endpoint();
    await customer();
    own.clock.advance('PT1H');
    const since = own.clock.now();
    await customer();
    await work();
    const [first, second] = receiver.take(path);
    await admin.run(replayWebhook, { endpoint: id, since });
    expect(await admin.refused(replayWebhook, { endpoint: id, since })).toBe('CRM_WEBHOOK_REPLAY_RUNNING');
    await work();
    const [again, ...others] = receiver.take(path);
    expect(others).toEqual([]);
    expect(again?.body).toEqual({ ...second?.body, replay: true });
    expect(again?.headers['webhook-id']).toBe(second?.headers['webhook-id']);

    await admin.run(redeliverWebhook, {
      delivery: (await deliveries())
        .at(-1)
        ?.id.replace('whd_', '')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as Id<'WebhookDelivery'>,
    });
    await work();
    expect(receiver.take(path).map(({ body }) => body)).toEqual([{ ...first?.body, replay: true }]);
    expect(await admin.refused(replayWebhook, { endpoint: id })).toBe('CRM_WEBHOOK_REPLAY_FROM');
    expect(await admin.refused(replayWebhook, { endpoint: id, after: 'nonsense' })).toBe('BAD_INPUT');
  });

  test('a trial goes to one endpoint and is not tried again; a deleted one gets nothing', async () => {
    const { endpoint, customer, work, taken, admin, path, deliveries } = await house();
    const { endpoint: id } = await endpoint({ permissions: ['crm:webhooks:read'] });
    receiver.answers.set(path, 404);
    await admin.run(testWebhookEndpoint, { endpoint: id });
    await work();
    expect(taken()).toEqual(['crm.webhook.tested']);
    expect(await deliveries()).toMatchObject([{ status: 'FAILED', responseCode: 404 }]);
    await customer();
    await admin.run(deleteWebhookEndpoint, { endpoint: id });
    await work();
    expect(taken()).toEqual([]);
    expect(await deliveries()).toEqual([]);
  });

  test('the delivery log is kept for as long as the tenant says', async () => {
    const { own, endpoint, customer, work, deliveries } = await house();
    await endpoint();
    await customer();
    await work();
    own.clock.advance('P31D');
    await customer();
    await work();
    expect((await deliveries()).length).toBe(1);
  });
});
