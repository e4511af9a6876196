/** Webhooks: who outside is told of what happens, and how that went. */
import type { Noun } from '../common.ts';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  pauseWebhookEndpoint,
  resumeWebhookEndpoint,
  rotateWebhookSecret,
  updateWebhookEndpoint,
} from './commands.ts';
import * as events from './events.ts';
import { webhookDeliveryFields, webhookEndpointFields } from './fields.ts';
import { redeliverWebhook, replayWebhook, testWebhookEndpoint } from './sending.ts';

export const webhooks: Noun = {
  model: [webhookEndpointFields, webhookDeliveryFields],
  commands: [
    createWebhookEndpoint,
    updateWebhookEndpoint,
    rotateWebhookSecret,
    pauseWebhookEndpoint,
    resumeWebhookEndpoint,
    deleteWebhookEndpoint,
    testWebhookEndpoint,
    replayWebhook,
    redeliverWebhook,
  ],
  events: [
    events.WebhookCreated,
    events.WebhookUpdated,
    events.WebhookSecretRotated,
    events.WebhookPaused,
    events.WebhookResumed,
    events.WebhookDeleted,
    events.WebhookTested,
    events.WebhookReplayRequested,
    events.WebhookRedeliveryRequested,
  ],
  refusals: [
    events.urlRefused,
    events.unknownEventType,
    events.unknownSubjectType,
    events.unknownPermission,
    events.permissionNotHeld,
    events.tooManyEndpoints,
    events.replayFromWhere,
    events.replayRunning,
  ],
};

export { WebhookDelivery, WebhookEndpoint } from './entities.ts';
export { webhookDeliveryFields, webhookEndpointFields } from './fields.ts';
export {
  WebhookCreated,
  WebhookDeleted,
  WebhookPaused,
  WebhookRedeliveryRequested,
  WebhookReplayRequested,
  WebhookResumed,
  WebhookSecretRotated,
  WebhookTested,
  WebhookUpdated,
} from './events.ts';
export {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  pauseWebhookEndpoint,
  redeliverWebhook,
  replayWebhook,
  resumeWebhookEndpoint,
  rotateWebhookSecret,
  testWebhookEndpoint,
  updateWebhookEndpoint,
};
