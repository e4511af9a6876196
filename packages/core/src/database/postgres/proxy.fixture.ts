/**
 * A proxy on 127.0.0.1 that counts round trips: how often the client speaks after it has heard something. It holds answers back a
 * little, so that what the client sends without waiting counts as one, and it can cut every connection.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CountingProxy {
  readonly url: string;
  /** Round trips since the last call. */
  take(): number;
  /** Cuts all connections; with `refuse`, new ones too. */
  cut(refuse?: boolean): void;
  /** Ends all connections as a machine does that has forgotten them: what the client hears is an error, and only then the end. */
  reset(): void;
  /** Passes nothing on and tells nobody, as a network does that was cut. */
  mute(isMuted: boolean): void;
  close(): Promise<void>;
}

const HOLD_MS = 15;

export async function countingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let rounds = 0;
  let refused = false;
  let muted = false;

  const server = createServer((client) => {
    if (refused) return void client.destroy();
    const upstream = connect(Number(port), hostname);
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    let heard = true;
    let held: Buffer[] = [];
    client.on('data', (chunk) => {
      if (muted) return;
      if (heard) rounds += 1;
      heard = false;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (muted) return;
      if (held.length === 0) {
        setTimeout(() => {
          heard = true;
          client.write(Buffer.concat(held));
          held = [];
        }, HOLD_MS);
      }
      held.push(chunk);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    take() {
      const counted = rounds;
      rounds = 0;
      return counted;
    },
    cut(refuse = false) {
      refused = refuse;
      for (const socket of sockets) socket.destroy();
    },
    reset() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    mute(isMuted) {
      muted = isMuted;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
