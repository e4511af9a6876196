/** Another system: listens on 127.0.0.1 for webhooks and checks that they are genuine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { verifyWebhook } from '@guanxi/core';

export interface Receiver {
  readonly url: string;
  /** The secret that the answer of `createWebhookEndpoint` said. */
  trust(secret: string): void;
  /** What came, in order. */
  readonly received: readonly { readonly signature: 'valid' | 'forged'; readonly event: unknown }[];
  close(): Promise<void>;
}

export async function receiver(now: () => Date): Promise<Receiver> {
  const secrets: string[] = [];
  const received: Receiver['received'][number][] = [];
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const webhook = verifyWebhook(secrets, request.headers, body, now());
        received.push({ signature: webhook ? 'valid' : 'forged', event: JSON.parse(body) });
        response.writeHead(204).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    trust: (secret) => void secrets.push(secret),
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
