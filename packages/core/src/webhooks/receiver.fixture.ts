/** A receiver of webhooks on this machine: it keeps what came, and answers as it is told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookBody } from './verify.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: WebhookBody;
}

export interface Receiver {
  url(path?: string): string;
  readonly received: Received[];
  /** By path; default 200. A function may answer by itself, later or never. */
  readonly answers: Map<string, number | ((request: Received, response: ServerResponse) => void)>;
  /** What came to a path since the last time it was asked. */
  take(path?: string): Received[];
  close(): Promise<void>;
}

/** An allow-list with which it can be reached. */
export const here = { allow: ['127.0.0.1/32'] } as const;

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: Receiver['answers'] = new Map();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) as WebhookBody };
      received.push(one);
      const answer = answers.get(one.path) ?? 200;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else answer(one, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    received,
    answers,
    take(path = '/') {
      const own = received.filter((one) => one.path === path);
      for (const one of own) received.splice(received.indexOf(one), 1);
      return own;
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
