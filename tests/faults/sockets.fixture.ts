/** Many WebSockets that follow the log, each as light as can be. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface FollowingSocket {
  /** Null while it is open. */
  readonly closedWith: number | null;
  /** Reads nothing any more: what is sent piles up on the way. */
  pause(): void;
  terminate(): void;
}

export interface SocketsOptions {
  readonly query: string;
  /** Called with the bytes of each message. */
  readonly heard?: (message: Buffer) => void;
}

/** Opened a few at a time, and resolved once all follow. */
export async function openSockets(url: string, count: number, o: SocketsOptions): Promise<readonly FollowingSocket[]> {
  const open: FollowingSocket[] = [];
  const atOnce = 25;
  for (let from = 0; from < count; from += atOnce) {
    open.push(...(await Promise.all(Array.from({ length: Math.min(atOnce, count - from) }, () => openSocket(url, o)))));
  }
  return open;
}

async function openSocket(url: string, { query, heard }: SocketsOptions): Promise<FollowingSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { perMessageDeflate: false });
  let closedWith: number | null = null;
  socket.on('error', () => undefined);
  socket.once('close', (code) => {
    closedWith = code;
  });
  await once(socket, 'open');
  const acknowledged = once(socket, 'message');
  socket.send('{"type":"connection_init"}');
  await acknowledged;
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  // Messages of a connection are read in order: the pong comes when the subscription was taken.
  const ponged = once(socket, 'message');
  socket.send('{"type":"ping"}');
  await ponged;
  if (heard) socket.on('message', heard);
  return {
    get closedWith() {
      return closedWith;
    },
    pause: () => socket.pause(),
    terminate: () => socket.terminate(),
  };
}
