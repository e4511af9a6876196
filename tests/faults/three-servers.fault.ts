/** Three server processes on one Postgres that wake each other by LISTEN and NOTIFY, killed and started again in turn. */
import { describe, expect, inject, test } from 'vitest';
import { threeServers } from './three-servers.fixture.ts';

describe.skipIf(inject('postgresUrl') === null)('three servers on one Postgres', () => {
  test('killed in turn, deliver to every subscriber the same gapless, ordered list', async () => {
    const { log, heard, kills, resumed } = await threeServers();
    expect(log).toHaveLength(1_000);
    for (const list of heard) expect(list).toEqual(log);
    console.log(
      `three servers, LISTEN/NOTIFY: ${log.length} events, ${kills} kills, ${resumed} resumptions of ${heard.length} subscribers`,
    );
  }, 240_000);
});
