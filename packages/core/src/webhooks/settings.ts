/** What a tenant may set of its webhooks; the built-in plugin has it among its settings. */
import { z } from 'zod';

export const WebhookSettings = z.object({
  /** How many endpoints there may be: each is told of every event that it asks for. */
  maxEndpoints: z.int().min(0).max(1_000).default(50),
  /** An endpoint that takes nothing for so many hours is paused, and a notice is given. */
  pauseAfterHours: z.int().min(1).max(8_760).default(24),
  /** How long the lines of the delivery log are kept. */
  keepDeliveriesDays: z.int().min(1).max(3_650).default(30),
});
export type WebhookSettings = z.output<typeof WebhookSettings>;

/** Of settings that hold them under `webhooks`; the defaults elsewhere. */
export const webhookSettings = (settings: object): WebhookSettings =>
  WebhookSettings.parse('webhooks' in settings ? settings.webhooks : {});
