/** Many sockets with a subscription each. Tells its parent, for each event, when it arrived at each. */
import { WebSocket } from 'ws';

interface Wanted {
  readonly url: string;
  readonly query: string;
  readonly variables: object;
  readonly sockets: number;
}
/** Opened at a time: a listener's backlog is finite. */
const AT_ONCE = 100;

process.once('message', (wanted: Wanted) => void run(wanted));

async function run({ url, query, variables, sockets }: Wanted): Promise<void> {
  let arrivals: number[] = [];
  const arrived = (): void => {
    arrivals.push(Date.now());
    if (arrivals.length < sockets) return;
    process.send?.(arrivals);
    arrivals = [];
  };
  for (let opened = 0; opened < sockets; opened += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, sockets - opened) }, () => subscribe(url, { query, variables }, arrived)));
}

/** Resolves when the subscription is asked for. */
function subscribe(url: string, payload: object, arrived: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { perMessageDeflate: false });
    const send = (message: object): void => socket.send(JSON.stringify(message));
    socket.once('error', reject);
    socket.once('open', () => send({ type: 'connection_init' }));
    socket.on('message', (data: Buffer) => {
      const { type, payload: told } = JSON.parse(String(data)) as { readonly type: string; readonly payload?: unknown };
      if (type === 'next') return arrived();
      if (type === 'error') throw new Error(JSON.stringify(told));
      send({ id: 's', type: 'subscribe', payload });
      resolve();
    });
  });
}
