/** Waking over NATS does what LISTEN and NOTIFY do: the same tests, with a server of Debian's `nats-server`. */
import { natsWake } from '@guanxi/wake-nats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wakesInstances } from '../wake/behaviour.fixture.ts';
import { type Broker, hasNats, startNats } from './nats.fixture.ts';
import { threeServers } from './three-servers.fixture.ts';

describe.skipIf(!hasNats)('over a broker', () => {
  let broker: Broker;
  let databases = 0;
  beforeAll(async () => {
    broker = await startNats();
  });
  afterAll(() => broker.stop());

  wakesInstances('waking over NATS', () => {
    databases += 1;
    const subject = `guanxi.test.${databases}`;
    return {
      wake: () => natsWake({ servers: broker.url, subject, reconnectTimeWait: 20 }),
      interrupt: () => broker.restart(),
    };
  });

  test('three servers, killed in turn, deliver to every subscriber the same gapless, ordered list', async () => {
    const { log, heard, kills, resumed } = await threeServers({ NATS_URL: broker.url });
    expect(log).toHaveLength(1_000);
    for (const list of heard) expect(list).toEqual(log);
    console.log(`three servers, NATS: ${log.length} events, ${kills} kills, ${resumed} resumptions of ${heard.length} subscribers`);
  }, 240_000);
});

test.runIf(!hasNats)('waking over NATS is not run: it takes the package nats-server', () => undefined);
