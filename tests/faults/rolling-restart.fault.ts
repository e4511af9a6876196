/**
 * All processes that serve are replaced one after another while clients send commands and follow the log: no request fails, none is done twice, and
 * every event is heard once. Two instances behind something that divides the load, and `guanxi serve --workers` by itself.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startBalancer } from './balancer.fixture.ts';
import { startClients } from './clients.fixture.ts';
import { listenFrom } from './listener.fixture.ts';
import { startServer } from './server-process.fixture.ts';
import { expectOnce, openSite, type Site } from './site.fixture.ts';
import { size, timeLimit } from './size.fixture.ts';

const ROUNDS = size(1, 20);
const CLIENTS = 8;
/** Longer than the balancer takes to notice, on a loaded machine too. */
const DRAIN_MS = 3_000;

async function opened(): Promise<Site> {
  const site = await openSite();
  onTestFinished(() => site.close());
  return site;
}

/** Clients and followers at work while `replace` replaces everything; then nothing may have been lost. */
async function underLoad(
  name: string,
  site: Site,
  o: { readonly url: string; readonly token?: string },
  replace: () => Promise<void>,
): Promise<void> {
  const cursor = await site.cursor();
  const listeners = [listenFrom(cursor, () => o.url, o.token), listenFrom(cursor, () => o.url, o.token)];
  onTestFinished(() => {
    for (const listener of listeners) listener.stop();
  });
  const clients = startClients({
    url: () => o.url,
    clients: CLIENTS,
    patienceMs: 60_000,
    // Instances that start need the processor too.
    admitted: () => pause(20),
    ...(o.token !== undefined && { token: o.token }),
  });
  onTestFinished(() => clients.abandon());
  await clients.reach(50);
  for (let round = 0; round < ROUNDS; round += 1) await replace();
  await clients.reach(clients.answered + 50);
  const { replies, reasons } = await clients.stop();
  const tally = await site.tally();
  const told = await Promise.all(listeners.map((listener) => listener.until(tally.events.length)));
  console.log(
    `rolling restart of ${name}: ${ROUNDS} rounds, ${replies.length} commands, failed ${JSON.stringify(reasons)}; ${tally.rows.length} rows, ${tally.events.length} events, ` +
      `${listeners.length} subscribers heard ${told.map((heard) => heard.length).join(' and ')}, taking up their subscription ${listeners.map((l) => l.resumed).join(' and ')} times`,
  );
  expect(reasons).toEqual({});
  expectOnce(tally, replies);
  for (const heard of told) expect(heard).toEqual(tally.events);
  expect(listeners.some((listener) => listener.resumed > 0)).toBe(true);
}

describe.skipIf(inject('postgresUrl') === null)('a rolling restart under load', () => {
  test('two instances behind a balancer: no failed request, no lost event', { timeout: timeLimit(480_000) }, async () => {
    const site = await opened();
    const start = () => startServer({ ...site.environment, DRAIN_MS: String(DRAIN_MS) });
    const instances = await Promise.all([start(), start()]);
    onTestFinished(() => {
      for (const { child } of instances) child.kill('SIGKILL');
    });
    const urls = () => instances.map(({ url }) => url);
    const balancer = await startBalancer(urls());
    onTestFinished(() => balancer.close());
    await underLoad('two instances', site, balancer, async () => {
      for (const i of instances.keys()) {
        const old = instances[i] as (typeof instances)[number];
        const exited = once(old.child, 'exit');
        old.child.kill('SIGTERM');
        expect(await exited).toEqual([0, null]);
        instances[i] = await start();
        balancer.set(urls());
      }
    });
  });

  test('the workers of one port, on SIGHUP: no failed request, no lost event', { timeout: timeLimit(480_000) }, async () => {
    const site = await opened();
    const token = await site.apiKey();
    const main = fileURLToPath(new URL('../../packages/server/src/cli/main.ts', import.meta.url));
    const words = ['serve', '--api-keys', '--workers', '2', '--drain', String(DRAIN_MS), '--port', '0', '--no-work'];
    const supervisor = spawn(process.execPath, ['--conditions', 'guanxi:source', '--import', 'tsx', main, ...words], {
      env: { ...process.env, DATABASE_URL: site.environment['DATABASE_URL'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void supervisor.kill('SIGKILL'));
    let notes = '';
    const replaced = new Set<() => void>();
    supervisor.stderr.on('data', (chunk) => {
      notes += String(chunk);
      if (/workers were (not all )?replaced/.test(String(chunk))) for (const tell of replaced) tell();
    });
    const ended = once(supervisor, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${String(code)}: ${notes}`)));
    ended.catch(() => undefined);
    const [told] = (await Promise.race([once(supervisor.stdout, 'data'), ended])) as [Buffer];
    await underLoad('two workers', site, { url: String(told).trim(), token }, async () => {
      const done = new Promise<void>((resolve) => replaced.add(resolve));
      supervisor.kill('SIGHUP');
      await Promise.race([done, ended]);
      replaced.clear();
      expect(notes).not.toContain('not all replaced');
    });
    const exited = once(supervisor, 'exit');
    supervisor.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });
});
