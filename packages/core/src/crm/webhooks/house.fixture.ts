/** A tenant with an administrator and a receiver of its own: what one test left behind is not told to the next. */
import type { TestEngine } from '@guanxi/testing';
import type { Receiver } from '../../webhooks/receiver.fixture.ts';
import { createCustomer, createWebhookEndpoint, type crm } from '../index.ts';

export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly status: string;
  readonly nextAttemptAt: string | null;
}

let houses = 0;

export async function makeHouse(t: TestEngine<ReturnType<typeof crm>>, receiver: Receiver) {
  houses += 1;
  const own = await t.another({ slug: `hooks-${houses}` });
  const admin = await own.staff();
  const path = `/${own.tenant.slug}`;
  return {
    own,
    admin,
    path,
    endpoint: (o: object = {}) =>
      admin.run(createWebhookEndpoint, {
        url: receiver.url(path),
        eventTypes: ['crm.customer.*'],
        permissions: ['crm:customers:read'],
        ...o,
      }),
    customer: async (name = '甲公司') => (await admin.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer,
    work: () => own.workOff(),
    /** Types of the events that came to a path since it was last asked. */
    taken: (at = path) => receiver.take(at).map(({ body }) => body.type),
    /** Newest first. */
    async deliveries(): Promise<readonly Delivery[]> {
      const { data } = await admin.execute(
        '{ webhookDeliveries(first: 100) { nodes { id eventId eventType attempt status responseCode error replay nextAttemptAt } } }',
      );
      return (data as { webhookDeliveries: { nodes: Delivery[] } }).webhookDeliveries.nodes;
    },
  };
}
