/** The webhooks room: a reader of the log that queues deliveries, and the kind of job that makes them. */
export { deliverWebhook, webhooks } from './deliver.ts';
export { createWebhookReader, type WebhookReader } from './reader.ts';
export { WebhookSettings } from './settings.ts';
export { type VerifiedWebhook, verifyWebhook, type WebhookBody } from './verify.ts';
