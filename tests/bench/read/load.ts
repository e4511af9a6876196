/**
 * The load generator, a process of its own: so many connections, each with one request under way. It speaks just enough HTTP/1.1 to be cheap,
 * so that what it costs is not taken from the server beside it.
 */
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly ms: number;
  /** Whole requests, as text; each connection takes the next. */
  readonly requests: readonly string[];
}
export interface Loaded {
  readonly count: number;
  /** Milliseconds that it took. */
  readonly ms: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers of another status than 200. */
  readonly refused: number;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('\r\n0\r\n\r\n');

process.on('message', (load: Load) => {
  run(load).then(
    (loaded) => process.send?.(loaded),
    (error: unknown) => {
      process.send?.({ failed: String(error) });
    },
  );
});

async function run({ port, connections, ms, requests }: Load): Promise<Loaded> {
  const bytes = requests.map((text) => Buffer.from(text));
  const took: number[] = [];
  let refused = 0;
  let n = 0;
  const began = performance.now();
  const until = began + ms;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = await open(port);
      try {
        while (performance.now() < until) {
          const sent = performance.now();
          socket.write(bytes[n++ % bytes.length] as Buffer);
          if (!(await answered(socket))) refused += 1;
          took.push(performance.now() - sent);
        }
      } finally {
        socket.destroy();
      }
    }),
  );
  const elapsed = performance.now() - began;
  took.sort((a, b) => a - b);
  const at = (q: number): number => took[Math.min(took.length - 1, Math.floor(took.length * q))] ?? Number.NaN;
  return { count: took.length, ms: elapsed, p50: at(0.5), p99: at(0.99), refused };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** True for 200. A body's end is known by its length, or by its last chunk. */
function answered(socket: Socket): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let isOk = false;
    let isChunked = false;
    /** Bytes of the body that are still to come; null while the head is. */
    let left: number | null = null;
    let head: Buffer = Buffer.alloc(0);
    const done = (): void => {
      socket.off('data', take);
      socket.off('close', lost);
      resolve(isOk);
    };
    const lost = (): void => reject(new Error('the server closed the connection'));
    const take = (chunk: Buffer): void => {
      let body: Buffer = chunk;
      if (left === null) {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
        const end = head.indexOf(headEnd);
        if (end < 0) return;
        const text = head.toString('latin1', 0, end);
        isOk = text.startsWith('HTTP/1.1 200');
        const length = /content-length: *(\d+)/i.exec(text)?.[1];
        isChunked = length === undefined;
        left = isChunked ? 0 : Number(length);
        body = head.subarray(end + headEnd.length);
      }
      if (isChunked) {
        if (body.subarray(-lastChunk.length).equals(lastChunk)) done();
        return;
      }
      left -= body.length;
      if (left <= 0) done();
    };
    socket.on('data', take);
    socket.once('close', lost);
  });
}
