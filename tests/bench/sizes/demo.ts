/** How long the demo takes to be there, first and again, and how much memory its server needs on Postgres. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@guanxi/testing/database';
import { type Measured, under } from '../measured.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const queries = join(root, 'examples/queries');

interface Running {
  readonly process: ChildProcess;
  readonly ms: number;
  readonly url: string;
  readonly token: string;
}

export async function* demoSizes(): AsyncGenerator<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-demo-'));
  try {
    const first = await start(['--data', join(folder, 'data')]);
    await stop(first);
    yield under('first run of the demo, embedded', first.ms / 1000, 90, 's');
    const second = await start(['--data', join(folder, 'data')]);
    await stop(second);
    yield under('second start of the demo, embedded', second.ms / 1000, 4, 's');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const postgres = await startPostgres();
  try {
    await stop(await start(['--database-url', postgres.url]));
    // A process that has built nothing: what serving costs.
    const server = await start(['--database-url', postgres.url]);
    await ask(server, 400);
    yield under('resident memory of the server on Postgres, after 400 nested queries', await residentMiB(server), 350, 'MiB');
    await stop(server);
  } finally {
    await postgres.stop();
  }
}

/** Runs the demo until it says that it serves, by what `npm run demo` starts. */
async function start(args: readonly string[]): Promise<Running> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=64',
      ...['--conditions', 'guanxi:source', '--import', 'tsx', 'examples/demo/src/main.ts'],
      ...['--port', '0', ...args],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  for await (const chunk of child.stdout) {
    out += String(chunk);
    const [, url] = /GraphQL +(http\S+)/.exec(out) ?? [];
    const [, token] = /token +(\S+)/.exec(out) ?? [];
    if (url && token && out.includes('Ctrl-C')) return { process: child, ms: performance.now() - started, url, token };
  }
  throw new Error(`The demo ended before it served:\n${err.slice(-2_000)}`);
}

async function stop({ process: child }: Running): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function ask({ url, token }: Running, times: number): Promise<void> {
  const query = await readFile(join(queries, 'nested.graphql'), 'utf8');
  for (let i = 0; i < times; i++) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { industry: 'MACHINERY' } }),
    });
    const { errors } = (await response.json()) as { errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
  }
}

async function residentMiB({ process: child }: Running): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
