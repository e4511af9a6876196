/** A NATS server of its own, by Debian's `nats-server`. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.fixture.ts';

export const hasNats = spawnSync('nats-server', ['--version']).status === 0;

export interface Broker {
  readonly url: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startNats(): Promise<Broker> {
  const port = await freePort();
  let child = await started(port);
  return {
    url: `nats://127.0.0.1:${port}`,
    async restart() {
      await stopped(child);
      child = await started(port);
    },
    stop: () => stopped(child),
  };
}

async function started(port: number): Promise<ChildProcess> {
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const chunk of child.stderr as AsyncIterable<Buffer>) if (String(chunk).includes('Server is ready')) break;
  return child;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
