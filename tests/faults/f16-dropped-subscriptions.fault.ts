/**
 * F16: subscriptions are dropped and taken up again 1,000 times, over graphql-ws and event streams, while the server is killed again and
 * again and others write. Every subscriber ends with the same list: what the log has, gapless, in order, nothing twice.
 */
import { createEngine, type Engine, globalId } from '@guanxi/core';
import { createCustomer, crm, recordInteraction } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { applicationUrl, asApplication, startPostgres } from '@guanxi/testing/database';
import { expect, test } from 'vitest';
import { readEvents } from '../../packages/core/src/log/read-events.ts';
import { dropping, type Listener } from './dropping-subscriber.ts';
import { startServer } from './server-process.fixture.ts';

const SUBSCRIBERS = 8;
const DROPS = 1_000;
const KILLS = 5;
/** An event and then some time, so that there is something to hear for as long as it takes. */
const PAUSE_MS = 5;

const query =
  'subscription ($customer: ID!, $after: String) { interactionRecorded(customerId: $customer, after: $after) { id cursor interaction { subject } } }';

const actor = (tenant: string) => ({ kind: 'service', name: 'writer', tenant, permissions: ['*'] }) as const;

test(`F16 ${DROPS} dropped subscriptions and ${KILLS} killed servers: gapless, ordered`, { timeout: 600_000 }, async () => {
  const postgres = await startPostgres();
  const engine = createEngine({ plugins: [crm()], database: { ...asApplication(postgres.url), max: 3 } });
  let server: Awaited<ReturnType<typeof startServer>> | null = null;
  const listeners: Listener[] = [];
  try {
    await engine.migrate();
    const { id: tenant } = await engine.tenants.create({ slug: 'f16', name: 'F16' });
    const writer = engine.as(actor(tenant));
    const made = await writer.run(createCustomer, { name: 'Followed', kind: 'ORGANISATION' });
    if (!made.ok) throw new Error(made.errors[0]?.message);
    const { customer } = made.value;
    const call = async (subject: string): Promise<void> => {
      const told = await writer.run(recordInteraction, { customer, channel: 'PHONE', direction: 'INBOUND', subject });
      if (!told.ok) throw new Error(told.errors[0]?.message);
    };
    const variables = { customer: globalId('cus', customer) };
    const start = () => startServer({ DATABASE_URL: applicationUrl(postgres.url), TENANT: tenant });
    server = await start();
    let url = server.url;
    const after = await firstCursor(engine, { document: query, variables, actor: actor(tenant) }, () => call('first'));
    for (let i = 0; i < SUBSCRIBERS; i += 1)
      listeners.push(dropping({ url: () => url, transport: i % 2 === 0 ? 'websocket' : 'sse', query, variables, after, seed: i }));

    const drops = (): number => listeners.reduce((n, l) => n + l.drops, 0);
    let isOver = false;
    let written = 0;
    const writing = (async () => {
      for (; !isOver; written += 1) {
        await call(`call ${written}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    })();
    for (let kills = 0; kills < KILLS; kills += 1) {
      while (drops() < (DROPS / (KILLS + 1)) * (kills + 1)) await new Promise((resolve) => setTimeout(resolve, 20));
      server.child.kill('SIGKILL');
      server = await start();
      ({ url } = server);
    }
    while (drops() < DROPS) await new Promise((resolve) => setTimeout(resolve, 20));
    isOver = true;
    await writing;
    for (const listener of listeners) listener.steady();

    const [, ...log] = await eventsOf(postgres.url, tenant, written + 1);
    await Promise.all(listeners.map((l) => l.until(log.length)));
    console.log(
      `F16: ${written} events, ${SUBSCRIBERS} subscribers, ${drops()} drops, ${KILLS} kills; heard ${listeners.map((l) => l.heard.length).join(', ')}, doubled ${listeners.map((l) => l.heard.length - new Set(l.heard).size).join(', ')}`,
    );
    for (const { heard } of listeners) expect(heard).toEqual(log);
  } finally {
    for (const listener of listeners) listener.stop();
    server?.child.kill('SIGKILL');
    await engine.close();
    await postgres.stop('immediate');
  }
});

/** That of an event which `make` makes. */
async function firstCursor(
  engine: Pick<Engine, 'subscribe'>,
  request: Parameters<Engine['subscribe']>[0],
  make: () => Promise<void>,
): Promise<string> {
  const subscribed = await engine.subscribe(request);
  if (!subscribed.ok) throw new Error(subscribed.answer.text);
  await make();
  const { value } = await subscribed.stream.next();
  await subscribed.stream.return?.();
  return value?.cursor ?? '';
}

/** What the log has, once everything that was written is in it. */
async function eventsOf(url: string, tenant: string, written: number): Promise<readonly string[]> {
  const database = await connect({ url, max: 1 });
  try {
    for (;;) {
      const events = await readEvents(database, { tenants: [tenant], after: 0, types: ['crm.interaction.recorded'], limit: 100_000 });
      if (events.length >= written) return events.map((e) => e.id);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await database.close();
  }
}
