/** Subscriptions over WebSockets as a client of many has them: as little work as can be. */
import { WebSocket } from 'ws';

/** Opened at a time: a listener's backlog is finite. */
const AT_ONCE = 100;

export interface Asked {
  readonly query: string;
  readonly variables: object;
}

/** A socket for each, in order; resolves when all have asked. @param heard Each message that brings a payload, as text, and whose it is. */
export async function subscribeAll(url: string, asked: readonly Asked[], heard: (text: string, n: number) => void): Promise<void> {
  for (let from = 0; from < asked.length; from += AT_ONCE)
    await Promise.all(asked.slice(from, from + AT_ONCE).map((payload, i) => subscribe(url, payload, (text) => heard(text, from + i))));
}

/** Resolves when the subscription is asked for. */
function subscribe(url: string, payload: Asked, heard: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { perMessageDeflate: false });
    const send = (message: object): void => socket.send(JSON.stringify(message));
    socket.once('error', reject);
    socket.once('open', () => send({ type: 'connection_init' }));
    socket.on('message', (data: Buffer) => {
      const text = String(data);
      const { type, payload: told } = JSON.parse(text) as { readonly type: string; readonly payload?: unknown };
      if (type === 'next') return heard(text);
      if (type === 'error') throw new Error(JSON.stringify(told));
      send({ id: 's', type: 'subscribe', payload });
      resolve();
    });
  });
}
