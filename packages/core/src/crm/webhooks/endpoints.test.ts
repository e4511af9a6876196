import { verifyWebhook } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { here, type Receiver, startReceiver } from '../../webhooks/receiver.fixture.ts';
import { createWebhookEndpoint, crm, rotateWebhookSecret, updateWebhookEndpoint } from '../index.ts';
import { makeHouse } from './house.fixture.ts';

describeEngines('endpoints of webhooks', { plugins: [crm()], webhooks: here }, (t) => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());
  const house = () => makeHouse(t(), receiver);

  test('A28 an endpoint sees what its actor may see, at delivery', async () => {
    const { own, endpoint, customer, work, taken, admin } = await house();
    const { endpoint: id } = await endpoint({ permissions: ['crm:tags:read'] });
    await customer();
    await work();
    expect(taken()).toEqual([]);
    own.clock.advance('PT1S');
    await admin.run(updateWebhookEndpoint, { endpoint: id, permissions: ['crm:customers:read'] });
    await customer();
    // Taken away between the event and its delivery.
    await admin.run(updateWebhookEndpoint, { endpoint: id, permissions: ['crm:tags:read'] });
    await work();
    expect(taken()).toEqual([]);
  });

  test('an endpoint may see no more than whoever sets it up, also when it is changed', async () => {
    const { own, endpoint } = await house();
    const { endpoint: rich } = await endpoint();
    const clerk = await own.staff({
      can: { 'crm:webhooks:read': 'all', 'crm:webhooks:manage': 'all', 'crm:customers:read': 'own', 'crm:tags:read': 'all' },
    });
    const create = (permissions: string[]) =>
      clerk.refused(createWebhookEndpoint, { url: receiver.url('/x'), eventTypes: ['*'], permissions });
    expect(await create(['crm:customers:read'])).toBe('CRM_WEBHOOK_PERMISSION_NOT_HELD');
    expect(await create(['crm:contacts:read'])).toBe('CRM_WEBHOOK_PERMISSION_NOT_HELD');
    expect(await create(['*'])).toBe('CRM_WEBHOOK_PERMISSION');
    expect(await create([])).toBe('BAD_INPUT');
    await clerk.run(createWebhookEndpoint, { url: receiver.url('/x'), eventTypes: ['*'], permissions: ['crm:tags:read'] });
    // What another gave it is not theirs to send elsewhere.
    expect(await clerk.refused(updateWebhookEndpoint, { endpoint: rich, url: receiver.url('/mine') })).toBe(
      'CRM_WEBHOOK_PERMISSION_NOT_HELD',
    );
    const reader = await own.staff({ can: ['crm:webhooks:read'] });
    expect(
      await reader.refused(createWebhookEndpoint, { url: receiver.url('/x'), eventTypes: ['*'], permissions: ['crm:webhooks:read'] }),
    ).toBe('FORBIDDEN');
  });

  test('A20 addresses of the house, unknown events and types are refused', async () => {
    const { endpoint, admin } = await house();
    const { endpoint: id } = await endpoint();
    const refused = (o: object) =>
      admin.refused(createWebhookEndpoint, { url: receiver.url('/x'), eventTypes: ['*'], permissions: ['crm:customers:read'], ...o });
    for (const url of [
      'https://10.0.0.1/',
      'http://8.8.8.8/',
      'https://[::1]/',
      'file:///etc/passwd',
      'gopher://8.8.8.8/',
      'https://u:p@8.8.8.8/',
      'http://169.254.169.254/',
    ]) {
      expect(await refused({ url })).toBe('CRM_WEBHOOK_URL');
      expect(await admin.refused(updateWebhookEndpoint, { endpoint: id, url })).toBe('CRM_WEBHOOK_URL');
    }
    expect(await refused({ eventTypes: ['crm.customer.vanished'] })).toBe('CRM_WEBHOOK_EVENT');
    expect(await refused({ subjectType: 'Unicorn' })).toBe('CRM_WEBHOOK_SUBJECT');
    expect(await refused({ payloadVersion: 2 })).toBe('BAD_INPUT');
  });

  test('a secret is shown once; for a time both the new one and the one before sign', async () => {
    const { own, endpoint, customer, work, admin, path } = await house();
    const { endpoint: id, secret: first } = await endpoint();
    const { secret: second } = await admin.run(rotateWebhookSecret, { endpoint: id, keepPreviousHours: 2 });
    expect(second).not.toBe(first);
    const signedBy = async () => {
      await customer();
      await work();
      const [request] = receiver.take(path);
      const holds = (secret: string) => verifyWebhook([secret], request?.headers ?? {}, request?.text ?? '', own.clock.now()) !== null;
      return [holds(first), holds(second)];
    };
    expect(await signedBy()).toEqual([true, true]);
    own.clock.advance('PT3H');
    expect(await signedBy()).toEqual([false, true]);
    const { rows } = await own.database.query<{ readonly logged: number }>({
      text: `select count(*)::int as logged from crm.change_log where tenant_id = $1 and (before::text || after::text) like '%whsec_%'`,
      params: [own.tenant.id],
    });
    expect(rows[0]?.logged).toBe(0);
    const { errors } = await admin.execute('{ webhookEndpoints { nodes { secrets } } }');
    expect(errors?.[0]?.message).toContain('secrets');
  });
});
