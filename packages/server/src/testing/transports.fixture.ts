/** One way of asking for each transport, with its answer as text: what must not be in it is looked for in all of it. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface Asked {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly documentId?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}
export interface Told {
  readonly text: string;
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  /** Of the first error. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}
export type Ask = (asked: Asked, o?: { readonly headers?: Readonly<Record<string, string>>; readonly params?: object }) => Promise<Told>;
export type TransportName = 'POST' | 'GET' | 'SSE' | 'WebSocket';
export const transportNames: readonly TransportName[] = ['POST', 'GET', 'SSE', 'WebSocket'];

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

function told(text: string, body: Body | null, status: number, headers = new Headers()): Told {
  const [error] = body?.errors ?? [];
  const { code, details } = error?.extensions ?? {};
  return {
    text,
    status,
    headers,
    data: body?.data,
    code: code as string | undefined,
    message: error?.message,
    details: details as Told['details'],
  };
}

/** @param token Of `Authorization: Bearer …`, and of the parameter `token`. */
export function transports(url: string, token: string): Readonly<Record<TransportName, Ask>> {
  const authorization = `Bearer ${token}`;
  const json = { authorization, 'content-type': 'application/json' };
  return {
    async POST(asked, { headers = {} } = {}) {
      const response = await fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(asked) });
      const text = await response.text();
      return told(text, JSON.parse(text) as Body, response.status, response.headers);
    },
    async GET(asked, { headers = {} } = {}) {
      const given = Object.entries(asked).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
      const response = await fetch(`${url}?${new URLSearchParams(given)}`, { headers: { authorization, ...headers } });
      const text = await response.text();
      return told(text, text.startsWith('{') ? (JSON.parse(text) as Body) : null, response.status, response.headers);
    },
    async SSE(asked, { headers = {} } = {}) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...json, accept: 'text/event-stream', ...headers },
        body: JSON.stringify(asked),
      });
      const text = await firstEvent(response);
      const data = text.startsWith('event: next') ? text.slice(text.indexOf('data: ') + 6).split('\n')[0] : text;
      return told(text, JSON.parse(data ?? '') as Body, response.status, response.headers);
    },
    async WebSocket(asked, { headers = {}, params = {} } = {}) {
      const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { headers });
      await once(socket, 'open');
      const first = messages(socket);
      socket.send(JSON.stringify({ type: 'connection_init', payload: { token, ...params } }));
      socket.send('{"type":"pong"}');
      await first((m) => m.type === 'connection_ack');
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '', ...asked } }));
      const { text, payload } = await first((m) => m.type === 'next' || m.type === 'error');
      socket.terminate();
      return told(text, Array.isArray(payload) ? { errors: payload } : (payload as Body), 0);
    },
  };
}

/** Without waiting for the end of a stream that goes on. */
async function firstEvent(response: Response): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    text += Buffer.from(value ?? []).toString();
    const end = /^event: [\s\S]*?\n\n/m.exec(text);
    if (!done && !end) continue;
    await reader.cancel();
    return end ? end[0] : text;
  }
}

interface Message {
  readonly type: string;
  readonly payload?: unknown;
  readonly text: string;
}
/** Waits for the first message of a kind; a socket that closes instead is an error that says how. */
function messages(socket: WebSocket): (wanted: (message: Message) => boolean) => Promise<Message> {
  const came: Message[] = [];
  let look = (): void => undefined;
  let closed: Error | null = null;
  socket.on('message', (data) => {
    came.push({ ...(JSON.parse(String(data)) as Omit<Message, 'text'>), text: String(data) });
    look();
  });
  socket.on('close', (code, reason) => {
    closed = new Error(`closed with ${code} ${String(reason)}`);
    look();
  });
  return (wanted) =>
    new Promise((resolve, reject) => {
      look = () => {
        const found = came.find(wanted);
        if (found) resolve(found);
        else if (closed) reject(closed);
      };
      look();
    });
}
