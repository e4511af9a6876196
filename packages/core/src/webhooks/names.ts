/** Names that the log, the jobs and the built-in plugin share. */
import type { KernelPermission } from '../access/kernel-permissions.ts';

/** The reader's name in `crm.log_reader`. */
export const reader = 'webhooks';

/** A job of a delivery. It is of no plugin, so that slow receivers use up no plugin's share of the worker. */
export const webhookJob = { kind: 'WEBHOOK', plugin: 'webhooks', name: 'deliver' } as const;

/** An event sent to the endpoint that is its subject, whatever it asks for: somebody tries it out. */
export const webhookTested = 'crm.webhook.tested';

/** An event that names a delivery (`data.delivery`) to be made once more. */
export const redeliveryRequested = 'crm.webhook.redeliveryRequested';

/** With it an endpoint gets what events hold of CONFIDENTIAL and personal values. */
export const sensitivePermission = 'engine:events:confidential' satisfies KernelPermission;

/** The command by which an endpoint that fails for too long is paused. */
export const pauseCommand = 'pauseWebhookEndpoint';

/** Events of an endpoint after which what failed there is worth another try. */
export const webhookChanges = ['crm.webhook.updated', 'crm.webhook.resumed'] as const;
