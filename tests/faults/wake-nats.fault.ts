/** Waking over NATS does what LISTEN and NOTIFY do: the same tests, with a server of Debian's `nats-server`. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { natsWake } from '@guanxi/wake-nats';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { wakesInstances } from '../wake/behaviour.fixture.ts';

const hasNats = spawnSync('nats-server', ['--version']).status === 0;

describe.skipIf(!hasNats)('over a broker', () => {
  let port: number;
  let broker: ChildProcess;
  let databases = 0;
  beforeAll(async () => {
    port = await freePort();
    broker = await startBroker(port);
  });
  afterAll(() => stopped(broker));

  wakesInstances('waking over NATS', () => {
    databases += 1;
    const subject = `guanxi.test.${databases}`;
    return {
      wake: () => natsWake({ servers: `nats://127.0.0.1:${port}`, subject, reconnectTimeWait: 20 }),
      async interrupt() {
        await stopped(broker);
        broker = await startBroker(port);
      },
    };
  });
});

test.runIf(!hasNats)('waking over NATS is not run: it takes the package nats-server', () => undefined);

async function startBroker(port: number): Promise<ChildProcess> {
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const chunk of child.stderr as AsyncIterable<Buffer>) if (String(chunk).includes('Server is ready')) break;
  return child;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
