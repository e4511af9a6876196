/**
 * What divides the load between instances: it asks each whether it is ready, gives new connections to those that are, in turn, and goes to the next
 * one where a connection is refused.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  readonly url: string;
  /** Instances by their urls, from now on. */
  set(instances: readonly string[]): void;
  close(): Promise<void>;
}

const EVERY_MS = 200;

export async function startBalancer(instances: readonly string[]): Promise<Balancer> {
  let known = instances;
  let unready: ReadonlySet<string> = new Set();
  let turn = 0;
  const sockets = new Set<Socket>();
  const isUnready = (url: string): Promise<boolean> =>
    fetch(new URL('/ready', url)).then(
      ({ ok }) => !ok,
      () => true,
    );
  const look = setInterval(async () => {
    const asked = await Promise.all(known.map(async (url) => ((await isUnready(url)) ? [url] : [])));
    unready = new Set(asked.flat());
  }, EVERY_MS);

  /** To those that are ready first, and to each once. */
  async function reach(): Promise<Socket | null> {
    turn += 1;
    const inTurn = known.map((_, i) => known[(turn + i) % known.length] as string);
    for (const url of [...inTurn.filter((one) => !unready.has(one)), ...inTurn.filter((one) => unready.has(one))]) {
      const { hostname, port } = new URL(url);
      const upstream = connect(Number(port), hostname);
      const isOpen = await once(upstream, 'connect').then(
        () => true,
        () => false,
      );
      if (isOpen) return upstream;
    }
    return null;
  }

  const server = createServer(async (client) => {
    client.on('error', () => client.destroy());
    const upstream = await reach();
    if (upstream === null) return void client.destroy();
    client.pipe(upstream).pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    set(next) {
      known = next;
    },
    async close() {
      clearInterval(look);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
