/** What people have sent on purpose: a trial, a replay of a stretch of the log, one delivery once more. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { WebhookDelivery, WebhookEndpoint } from './entities.ts';
import { replayFromWhere, replayRunning, WebhookRedeliveryRequested, WebhookReplayRequested, WebhookTested } from './events.ts';

/** Sends it an event of type `crm.webhook.tested`, whatever it asks for, also while it is paused; the delivery log tells how it went. */
export const testWebhookEndpoint = p.command('testWebhookEndpoint', {
  label: label('Test a webhook endpoint', '测试 Webhook 端点'),
  permission: 'crm:webhooks:manage',
  input: { endpoint: t.id(WebhookEndpoint, { subject: true }) },
  output: { endpoint: t.ref(WebhookEndpoint) },
  async run(tx, { endpoint }) {
    await tx.emit(WebhookTested, { subject: endpoint });
    return { endpoint };
  },
});

/** The same events with the same ids, marked `replay`; those that the endpoint asks for now. */
export const replayWebhook = p.command('replayWebhook', {
  label: label('Replay events to a webhook endpoint', '向 Webhook 端点重放事件'),
  permission: 'crm:webhooks:manage',
  input: {
    endpoint: t.id(WebhookEndpoint, { subject: true }),
    /** A cursor of the log: what came after it. */
    after: t.optional(t.text(100)),
    since: t.optional(t.instant()),
    /** A cursor of the log: the last to be sent. Default: what there is when it begins. */
    until: t.optional(t.text(100)),
  },
  output: { endpoint: t.ref(WebhookEndpoint) },
  async run(tx, { endpoint, after, since, until }) {
    if ((after === undefined) === (since === undefined)) throw replayFromWhere({}, 'after');
    if ((await tx.lock(WebhookEndpoint, endpoint)).replayPosition !== null) throw replayRunning({}, 'endpoint');
    await tx.update(WebhookEndpoint, endpoint, {
      replayPosition: after === undefined ? 0 : await tx.positionOf(after),
      replayUntil: until === undefined ? null : await tx.positionOf(until),
      replaySince: since ?? null,
    });
    await tx.emit(WebhookReplayRequested, { subject: endpoint, since: since ?? null });
    return { endpoint };
  },
});

/** At once, past whatever waits, and also while the endpoint is paused. */
export const redeliverWebhook = p.command('redeliverWebhook', {
  label: label('Deliver a webhook again', '重新投递 Webhook'),
  permission: 'crm:webhooks:manage',
  input: { delivery: t.id(WebhookDelivery, { subject: true }) },
  output: { endpoint: t.ref(WebhookEndpoint) },
  async run(tx, { delivery }) {
    const { endpointId } = await tx.lock(WebhookDelivery, delivery);
    await tx.emit(WebhookRedeliveryRequested, { subject: endpointId, delivery });
    return { endpoint: endpointId };
  },
});
