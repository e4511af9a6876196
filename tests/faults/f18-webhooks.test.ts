/**
 * F18: webhooks whose receivers answer twice, late, never or wrongly. Each effect happens once where the receiver goes by the id, and nobody
 * else waits: no other endpoint, and no other tenant.
 */
import { createEngine, type Engine, type Tenant } from '@guanxi/core';
import { createCustomer, createWebhookEndpoint, crm } from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { here, type Receiver, startReceiver } from '../../packages/core/src/webhooks/receiver.fixture.ts';

const events = 40;
const stuckEndpoints = 12;

describeEngines('F18', { plugins: [crm()], webhooks: here }, (t, name) => {
  let receiver: Receiver;
  let instances: readonly Engine[];
  beforeAll(async () => {
    receiver = await startReceiver();
    // Two instances over one database.
    instances = [1, 2].map(
      () =>
        createEngine({
          plugins: [crm()],
          database: t().database,
          clock: t().clock,
          webhooks: here,
          worker: { concurrency: 8, perTenant: 4, pollMs: 50, random: () => 0 },
        }) as unknown as Engine,
    );
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await receiver.close();
  });

  interface House {
    readonly tenant: Tenant;
    readonly admin: TestActor<never>;
  }
  const house = async (slug: string): Promise<House> => {
    const own = await t().another({ slug: `${slug}-${name}` });
    return { tenant: own.tenant, admin: (await own.staff()) as unknown as TestActor<never> };
  };
  const endpoint = ({ admin }: House, path: string) =>
    admin.run(createWebhookEndpoint, {
      url: receiver.url(path),
      eventTypes: ['crm.customer.created'],
      permissions: ['crm:customers:read'],
    });
  const customers = async ({ admin }: House, count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await admin.run(createCustomer, { name: `公司${i}`, kind: 'ORGANISATION', confirmNew: true });
  };
  const workOff = () => Promise.all(instances.map((instance) => instance.workOff()));

  test('duplicates: a receiver that took an event and could not say so gets it again, under the same id', async () => {
    const own = await house('twice');
    const { endpoint: id } = await endpoint(own, '/twice');
    const done = new Map<string, number>();
    let requests = 0;
    receiver.answers.set('/twice', ({ headers }, response) => {
      requests += 1;
      const message = String(headers['webhook-id']);
      const isFirst = !done.has(message);
      done.set(message, (done.get(message) ?? 0) + 1);
      // The effect is there, the answer is lost on its way.
      if (isFirst) response.socket?.destroy();
      else response.writeHead(204).end();
    });
    await customers(own, events);
    for (let i = 0; i < 2 * events && [...done.values()].filter((count) => count > 1).length < events; i++) {
      await workOff();
      t().clock.advance('PT1M');
    }
    console.log(`F18 ${name}: ${events} events, ${requests} requests, ${done.size} effects by id, by two instances`);
    expect([done.size, requests]).toEqual([events, 2 * events]);
    const { rows } = await t().database.query({
      text: `select status, count(*)::int as count from crm.webhook_delivery where tenant_id = $1 and endpoint_id = $2 group by status order by status`,
      params: [own.tenant.id, id],
    });
    expect(rows).toEqual([
      { status: 'DELIVERED', count: events },
      { status: 'RETRYING', count: events },
    ]);
  }, 120_000);

  test('slow and failing: endpoints that never answer, and one that refuses all, hold up nobody', async () => {
    const bad = await house('bad');
    const good = await house('good');
    for (let i = 0; i < stuckEndpoints; i++) await endpoint(bad, `/stuck/${i}`);
    await endpoint(bad, '/wrong');
    await endpoint(good, '/good');
    const release: (() => void)[] = [];
    let isReleased = false;
    for (let i = 0; i < stuckEndpoints; i++)
      receiver.answers.set(`/stuck/${i}`, (_, response) => {
        const answer = (): void => void response.writeHead(503).end();
        if (isReleased) answer();
        else release.push(answer);
      });
    receiver.answers.set('/wrong', 400);
    let effects = 0;
    const told = new Promise<void>((all) => {
      receiver.answers.set('/good', (_, response) => {
        effects += 1;
        response.writeHead(200).end();
        if (effects === events) all();
      });
    });
    await customers(bad, 3);
    await customers(good, events);
    for (const instance of instances) instance.start();
    await told;
    const open = release.length;
    isReleased = true;
    for (const answer of release.splice(0)) answer();
    await Promise.all(instances.map((instance) => instance.close()));
    console.log(`F18 ${name}: ${effects} events of the good tenant delivered; meanwhile ${open} requests to endpoints of another hung`);
    expect(effects).toBe(events);
    expect(open).toBeGreaterThan(0);
    // Of an endpoint that failed one event was tried; the others wait behind it, in order.
    const { rows } = await t().database.query({
      text: `select max(n)::int as most from (select count(*) as n from crm.webhook_delivery where tenant_id = $1 group by endpoint_id) d`,
      params: [bad.tenant.id],
    });
    expect(rows).toEqual([{ most: 1 }]);
  }, 120_000);
});
