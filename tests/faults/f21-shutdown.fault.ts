/**
 * F21: a server is told to end while requests are under way and sockets are open. Every request that it took is answered, every socket is closed
 * with 1001, and the process ends by itself.
 */
import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { post } from './clients.fixture.ts';
import { startServer } from './server-process.fixture.ts';
import { openSite } from './site.fixture.ts';
import { size, timeLimit } from './size.fixture.ts';
import { openSockets } from './sockets.fixture.ts';

const ROUNDS = size(1, 20);
const REQUESTS = 200;
const SOCKETS = 500;

describe.skipIf(inject('postgresUrl') === null)('F21', () => {
  test(`SIGTERM with ${REQUESTS} requests and ${SOCKETS} sockets open: none lost`, { timeout: timeLimit(180_000) }, async () => {
    const site = await openSite();
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { child, url } = await startServer(site.environment);
        const exited = once(child, 'exit');
        const agent = new Agent({ keepAlive: true });
        try {
          const sockets = await openSockets(url, SOCKETS, { query: 'subscription { customerCreated { id customer { name } } }' });
          const send = (n: number): Promise<string> =>
            post({
              agent,
              url,
              patienceMs: 60_000,
              body: {
                query:
                  'mutation ($name: String!) { createCustomer(input: { name: $name, kind: ORGANISATION, confirmNew: true }) { customer { name } } }',
                variables: { name: `${round}/${n}` },
              },
            });
          // A request whose connection is still being made has not arrived: they are made before.
          const opening = Array.from({ length: REQUESTS }, () =>
            post({ agent, url, patienceMs: 60_000, body: { query: '{ __typename }' } }),
          );
          await Promise.all(opening);
          const requests = Array.from({ length: REQUESTS }, (_, n) => send(n));
          const settled = Promise.allSettled(requests);
          // Once the first is answered, all have arrived, and most are under way.
          await Promise.race(requests);
          child.kill('SIGTERM');
          const told = performance.now();
          const answers = await settled;
          const [code] = (await exited) as [number | null];
          const ms = Math.round(performance.now() - told);
          const good = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.includes(`"createCustomer":{"customer":`));
          const rows = await site.query(`select count(*)::int as n from crm.crm_customer where name like '${round}/%'`);
          await pause(50);
          const codes = sockets.map((socket) => socket.closedWith);
          console.log(
            `F21: ended ${ms} ms after SIGTERM with status ${code}; ${good.length} of ${REQUESTS} requests answered, ${String(rows[0]?.['n'])} rows, ` +
              `${codes.filter((c) => c === 1001).length} of ${SOCKETS} sockets closed with 1001`,
          );
          const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []));
          expect(failures).toEqual([]);
          expect(good).toHaveLength(REQUESTS);
          expect(rows[0]?.['n']).toBe(REQUESTS);
          expect(new Set(codes)).toEqual(new Set([1001]));
          expect(code).toBe(0);
        } finally {
          agent.destroy();
          child.kill('SIGKILL');
        }
      }
    } finally {
      await site.close();
    }
  });
});
