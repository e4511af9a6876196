/**
 * F26: a plugin's hook throws, hangs or keeps its transaction while others work. Its own commands fail under its name and change nothing; no
 * connection, lock or transaction is left with it, and everybody else is served. A plugin that loops for ever: tests/security/watchdog.
 */
import { createEngine, type Engine, GuanxiError } from '@guanxi/core';
import { type Crm, createCustomer, crm } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { asApplication, type PostgresServer, startPostgres } from '@guanxi/testing/database';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { leaks, moody } from './moody/plugin.ts';
import { seed, seeded, size, timeLimit } from './size.fixture.ts';

const COMMANDS = size(240, 20_000);
const CLIENTS = 16;
const IDLE_MS = 300;
const moods = ['good', 'good', 'good', 'good', 'good', 'throws', 'hangs', 'leaks'] as const;

describe.skipIf(inject('postgresUrl') === null)('F26', () => {
  let server: PostgresServer;
  let engine: Engine<Crm>;
  let tenant: string;
  beforeAll(async () => {
    server = await startPostgres();
    engine = createEngine({
      plugins: [crm(), moody()],
      database: { ...asApplication(server.url), max: 4, idleMs: IDLE_MS },
      logger: { info() {}, warn() {}, error() {} },
    });
    await engine.migrate();
    tenant = (await engine.tenants.create({ slug: 'moody', name: 'Moody', locale: 'en' })).id;
  });
  afterAll(async () => {
    await engine.close();
    await server.stop('immediate');
  });

  test('F26 a plugin that throws, hangs or leaks harms its own commands and nobody else', { timeout: timeLimit(120_000) }, async () => {
    const random = seeded(seed);
    const self = engine.as({ kind: 'service', name: 'client', tenant, permissions: ['*'] });
    const outcomes = new Map<string, number>();
    let next = 0;
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (next < COMMANDS) {
          const mood = moods[Math.floor(random() * moods.length)] as string;
          const name = `${mood} ${next++}`;
          const outcome = await self.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true }).then(
            ({ ok }) => (ok ? 'done' : 'refused'),
            (error: unknown) =>
              error instanceof GuanxiError ? `${error.code} ${String(error.args['plugin'] ?? '')}`.trim() : String(error),
          );
          outcomes.set(`${mood}: ${outcome}`, (outcomes.get(`${mood}: ${outcome}`) ?? 0) + 1);
        }
      }),
    );
    const late = await Promise.all(leaks);
    const admin = await connect({ url: server.url, max: 1, as: 'owner' });
    const { rows: names } = await admin.query({
      text: `select split_part(name, ' ', 1) as mood, count(*)::int as n from crm.crm_customer group by 1`,
    });
    const { rows: open } = await admin.query({
      text: `select count(*)::int as sessions, count(*) filter (where state <> 'idle')::int as busy,
        (select count(*)::int from pg_locks l where l.locktype = 'transactionid') as locks from pg_stat_activity where usename = 'guanxi_application'`,
    });
    await admin.close();
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, (_, n) => self.run(createCustomer, { name: `after ${n}`, kind: 'ORGANISATION', confirmNew: true })),
    );
    const told = [...outcomes].map(([what, n]) => `${n} × ${what}`).sort();
    console.log(
      `F26: ${COMMANDS} commands of ${CLIENTS} clients: ${told.join(', ')}; used after its end: ${[...new Set(late)].join(', ')}; ` +
        `afterwards ${JSON.stringify(open[0])}, 16 commands in ${Math.round(performance.now() - begun)} ms`,
    );
    expect([...outcomes.keys()].sort()).toEqual(['good: done', 'hangs: PLUGIN_FAILED moody', 'leaks: done', 'throws: PLUGIN_FAILED moody']);
    const counted = Object.fromEntries(names.map((row) => [row['mood'], row['n']]));
    expect(counted).toEqual({ good: outcomes.get('good: done'), leaks: outcomes.get('leaks: done') });
    expect(new Set(late)).toEqual(new Set(['TRANSACTION_OVER']));
    expect(open[0]).toMatchObject({ busy: 0, locks: 0 });
  });
});
