/** For receivers: whether a request is one that Guanxi signed, and is not an old one sent again. */
import { timingSafeEqual } from 'node:crypto';
import { signatureOf } from './sign.ts';

/** Seconds that the clocks of both sides may differ, the way of the request included. */
const TOLERANCE_S = 5 * 60;

type Headers = { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifiedWebhook {
  /** Remember it: what comes a second time with the same id has been done already. */
  readonly id: string;
  readonly event: WebhookBody;
}

export interface WebhookBody {
  readonly id: string;
  readonly type: string;
  /** Of the event's data. */
  readonly version: number;
  readonly at: string;
  readonly tenant: string;
  readonly subject: { readonly type: string; readonly id: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Sent again because somebody asked for it. */
  readonly replay?: true;
}

/**
 * The event of a genuine request; null for any other, whatever is wrong with it.
 * @param secrets The endpoint's secret, during a rotation both: `whsec_…`
 * @param body The bytes as they came, as text: not parsed and written anew.
 * @example
 * const webhook = verifyWebhook([process.env.WEBHOOK_SECRET], request.headers, body);
 * if (webhook === null) return response.writeHead(400).end();
 */
export function verifyWebhook(secrets: readonly string[], headers: Headers, body: string, now: Date = new Date()): VerifiedWebhook | null {
  const id = header(headers, 'webhook-id');
  const timestamp = Number(header(headers, 'webhook-timestamp') || Number.NaN);
  const given = header(headers, 'webhook-signature').split(' ').filter(Boolean);
  if (id === '' || !Number.isSafeInteger(timestamp) || Math.abs(now.getTime() / 1000 - timestamp) > TOLERANCE_S) return null;
  const wanted = secrets.map((secret) => signatureOf(secret, { id, timestamp, body }));
  // All are compared, so that the time taken says nothing.
  const isGenuine = given.flatMap((one) => wanted.map((other) => isSame(one, other))).includes(true);
  return isGenuine ? { id, event: JSON.parse(body) as WebhookBody } : null;
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function header(headers: Headers, name: string): string {
  if (typeof headers['get'] === 'function') return (headers as { get(name: string): string | null }).get(name) ?? '';
  const value = (headers as Readonly<Record<string, string | readonly string[] | undefined>>)[name];
  return typeof value === 'string' ? value : (value?.join(' ') ?? '');
}
