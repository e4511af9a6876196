import { type Entity, type EntityOf, label, through, webhookDeliveries, webhookEndpoints } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface WebhookEndpoint extends EntityOf<'WebhookEndpoint', typeof webhookEndpoints> {}
/** The kernel delivers; what is here shows and changes who is told of what. */
export const WebhookEndpoint: Entity<WebhookEndpoint> = p.entity('WebhookEndpoint', {
  table: webhookEndpoints,
  idPrefix: 'whe',
  sealed: true,
  label: label('Webhook endpoint', 'Webhook 端点'),
  display: 'url',
  read: 'crm:webhooks:read',
  // Its secrets must not stand in the change log; the events say which fields changed.
  history: 'none',
});

export interface WebhookDelivery extends EntityOf<'WebhookDelivery', typeof webhookDeliveries> {}
/** Written by the kernel, a line for each attempt, and swept out by it when it is old. */
export const WebhookDelivery: Entity<WebhookDelivery> = p.entity('WebhookDelivery', {
  table: webhookDeliveries,
  idPrefix: 'whd',
  sealed: true,
  label: label('Webhook delivery', 'Webhook 投递'),
  plural: 'webhookDeliveries',
  display: 'eventType',
  read: through('endpointId', 'crm:webhooks:read'),
  mutable: false,
  history: 'none',
});
