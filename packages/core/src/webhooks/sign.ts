/**
 * Signatures, as the Standard Webhooks specification has them: HMAC-SHA256 over id, time and body, one for each valid secret, so that a
 * receiver may change from one secret to the next at any time in between.
 */
import { createHmac } from 'node:crypto';
import type { WebhookSecret } from '../model/webhook-tables.ts';

/** Stands before the key in a secret's text. */
const prefix = 'whsec_';

/** The key that a secret's text holds. */
export const keyOf = (secret: string): Buffer => Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64');

export interface Signed {
  /** `webhook-id`: the same however often it is sent to this endpoint. */
  readonly id: string;
  /** `webhook-timestamp`: seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/** `v1,<base64>` */
export const signatureOf = (secret: string, { id, timestamp, body }: Signed): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

/** Those that hold at an instant. */
export const validSecrets = (secrets: readonly WebhookSecret[], now: Date): readonly string[] =>
  secrets.filter(({ until }) => until === null || new Date(until) > now).map(({ secret }) => secret);

export const signedHeaders = (secrets: readonly string[], signed: Signed): Readonly<Record<string, string>> => ({
  'webhook-id': signed.id,
  'webhook-timestamp': String(signed.timestamp),
  'webhook-signature': secrets.map((secret) => signatureOf(secret, signed)).join(' '),
});
