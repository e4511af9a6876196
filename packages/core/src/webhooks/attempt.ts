/** One attempt: what is sent, and what came back. */
import { GuanxiError } from '../errors.ts';
import { type Guard, guardedFetch } from '../outgoing/index.ts';
import { signedHeaders, validSecrets } from './sign.ts';
import type { Endpoint } from './target.ts';
import type { WebhookBody } from './verify.ts';

export interface Attempted {
  readonly isTaken: boolean;
  /** Another attempt would end the same way. */
  readonly isFinal: boolean;
  readonly responseCode: number | null;
  readonly durationMs: number;
  /** What is wrong, without anything of the answer: whoever reads it must not learn what an inner server says. */
  readonly error: string | null;
}

/** The same however often an event is sent to an endpoint: by it a receiver knows what it has done already. */
const messageId = (body: WebhookBody, endpoint: Endpoint): string => `${body.id}_${endpoint.id.replaceAll('-', '')}`;

export async function attempt(guard: Guard, endpoint: Endpoint, event: WebhookBody, now: Date, signal: AbortSignal): Promise<Attempted> {
  const body = JSON.stringify(event);
  const timestamp = Math.floor(now.getTime() / 1000);
  const headers = {
    ...signedHeaders(validSecrets(endpoint.secrets, now), { id: messageId(event, endpoint), timestamp, body }),
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Guanxi-Webhooks/1',
  };
  const began = performance.now();
  const ended = (o: Pick<Attempted, 'isTaken' | 'isFinal' | 'responseCode' | 'error'>): Attempted => ({
    ...o,
    durationMs: Math.round(performance.now() - began),
  });
  try {
    const { status } = await guardedFetch(guard, endpoint.url, { headers, body, signal });
    const isTaken = status >= 200 && status < 300;
    return ended({ isTaken, isFinal: isTaken, responseCode: status, error: isTaken ? null : `HTTP ${status}` });
  } catch (error) {
    if (!(error instanceof GuanxiError)) throw error;
    return ended({ isTaken: false, isFinal: error.code === 'OUTGOING_TOO_LARGE', responseCode: null, error: error.message });
  }
}
