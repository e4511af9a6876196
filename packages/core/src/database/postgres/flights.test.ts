/** What only a server can show: round trips, lost connections, and the traps of the driver that the client is built around. */
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect, type Database } from '../index.ts';
import { type CountingProxy, countingProxy } from './proxy.fixture.ts';

const server = inject('postgresUrl');
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );

describe.skipIf(server === null)('flights on Postgres', () => {
  const schema = `flights_${process.pid}`;
  const table = `${schema}.item`;
  let proxy: CountingProxy;
  let admin: Database;
  let opened: Database[] = [];

  const open = async (options: Readonly<Record<string, unknown>> = {}) => {
    const database = await connect({ url: proxy.url, max: 1, as: 'owner', ...options });
    opened.push(database);
    return database;
  };
  const names = async () =>
    (await admin.query<{ name: string }>({ text: `select name from ${table} order by name` })).rows.map(({ name }) => name);
  const insert = (name: string, prepare = false) => ({
    text: `insert into ${table} (name) values ($1) returning *`,
    params: [name],
    prepare,
  });
  const pidOf = async (database: Pick<Database, 'query'>) =>
    Number((await database.query({ text: 'select pg_backend_pid() as pid' })).rows[0]?.['pid']);
  /** Ends a backend and waits until the server has forgotten it. */
  const terminate = async (pid: number) => {
    await admin.query({ text: 'select pg_terminate_backend($1, 5000)', params: [pid] });
  };

  beforeAll(async () => {
    proxy = await countingProxy(server as string);
    admin = await connect({ url: server as string, max: 2, as: 'owner' });
    await admin.script(`create schema ${schema}`);
  });
  afterEach(async () => {
    await Promise.all(opened.map((database) => database.close()));
    opened = [];
    await admin.script(`drop table if exists ${table}`);
  });
  afterAll(async () => {
    await admin.script(`drop schema ${schema} cascade`);
    await admin.close();
    await proxy.close();
  });
  const create = () => admin.script(`create table ${table} (id int generated always as identity, name text not null)`);

  test('a transaction of two flights takes two round trips, with parameters, settings and a read behind the commit', async () => {
    await create();
    const database = await open();
    for (const prepare of [false, true, true]) {
      proxy.take();
      await database.transaction(
        (tx) =>
          tx.commit(
            [insert('a', prepare), insert('b', prepare)],
            [{ text: `select name from ${table} where name = any($1)`, params: [['a']], prepare }],
          ),
        {
          opening: [{ text: 'select $1::int as one', params: [1], prepare }, { text: 'select 2 as two' }],
          timeoutMs: 5_000,
          lockTimeoutMs: 1_000,
        },
      );
      expect(proxy.take()).toBe(2);
    }
  });

  test('one statement takes one round trip, with a time limit of its own too', async () => {
    const database = await open();
    proxy.take();
    await database.query({ text: 'select $1::text', params: ['x'] });
    expect(proxy.take()).toBe(1);
    await database.query({ text: 'select $1::text', params: ['x'] }, { timeoutMs: 1_000 });
    expect(proxy.take()).toBe(1);
    expect((await database.query({ text: `select current_setting('statement_timeout') as limit` })).rows).toEqual([{ limit: '30s' }]);
  });

  test('a connection that plans as wanted is taken first, and is made to plan otherwise without another round trip', async () => {
    const database = await open({ max: 2 });
    const look = { text: `select pg_backend_pid() as pid, current_setting('plan_cache_mode') as mode` };
    const writing = async () =>
      database.transaction(
        async (tx) => {
          const { closing } = await tx.commit([look]);
          return closing[0]?.rows[0];
        },
        { plans: 'kept' },
      );
    const reading = async () => (await database.query(look)).rows[0];
    // Both are open, and each has its work.
    const [read, written] = await Promise.all([reading(), writing()]);
    expect([read?.['mode'], written?.['mode'], read?.['pid'] === written?.['pid']]).toEqual(['force_custom_plan', 'auto', false]);
    for (const [ask, found] of [
      [reading, read],
      [writing, written],
      [writing, written],
      [reading, read],
    ] as const)
      expect(await ask()).toEqual(found);
    // There is only one: it changes its way with what it is asked for.
    const narrow = await open();
    proxy.take();
    await narrow.transaction((tx) => tx.commit([look]), { plans: 'kept' });
    expect(proxy.take()).toBe(2);
    expect((await narrow.query(look)).rows[0]?.['mode']).toBe('force_custom_plan');
    expect(proxy.take()).toBe(1);
    // Behind a pooler the next transaction is on another connection, and nothing may be left behind.
    const pooled = await open({ prepare: false });
    const { closing } = await pooled.transaction((tx) => tx.commit([look]), { plans: 'kept' });
    expect(closing[0]?.rows[0]?.['mode']).toBe('auto');
    expect((await pooled.query(look)).rows[0]?.['mode']).toBe('force_custom_plan');
  });

  test('of several hosts the next one is tried', async () => {
    const { hostname, port } = new URL(proxy.url);
    const database = await open({ url: proxy.url.replace(`${hostname}:${port}`, `${hostname}:1,${hostname}:${port}`) });
    expect((await database.query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
  });

  test('a lock that is not given in time is named, and the connection goes on', async () => {
    await create();
    await admin.query(insert('a'));
    const database = await open({ lockTimeoutMs: 30 });
    const update = { text: `update ${table} set name = 'b'` };
    await admin.transaction(async (tx) => {
      await tx.query(update);
      expect(await codeOf(database.transaction((other) => other.query(update)))).toBe('LOCK_TIMEOUT');
    });
    expect((await database.query(update)).affected).toBe(1);
  });

  test('two transactions that wait for each other both succeed in the end', async () => {
    await create();
    await admin.transaction((tx) => tx.flight([insert('a'), insert('b')]));
    const database = await open({ max: 2, sleep: async () => undefined });
    const rename = (name: string) => ({ text: `update ${table} set name = name where name = $1`, params: [name] });
    let arrived = 0;
    let meet!: () => void;
    const both = new Promise<void>((resolve) => {
      meet = resolve;
    });
    let runs = 0;
    const crossing = (first: string, second: string) =>
      database.transaction(async (tx) => {
        runs += 1;
        await tx.query(rename(first));
        arrived += 1;
        if (arrived >= 2) meet();
        await both;
        await tx.query(rename(second));
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(runs).toBe(3);
  });

  test('after its connection is terminated, nothing of a transaction runs on another connection', async () => {
    await create();
    const database = await open({ retries: 0 });
    const codes: (string | undefined)[] = [];
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          await tx.query(insert('before'));
          await terminate(await pidOf(tx));
          codes.push(await codeOf(tx.query(insert('after'))), await codeOf(tx.flight([insert('later'), insert('still later')])));
        }),
      ),
    ).toBe('DATABASE_LOST');
    expect(codes).toEqual(['DATABASE_LOST', 'DATABASE_LOST']);
    expect(await names()).toEqual([]);
    // The pool has healed without being told.
    expect((await database.query(insert('next'))).affected).toBe(1);
  });

  test('what is sent between the error of a connection and its end is lost too, and does not wait for ever', async () => {
    await create();
    const database = await open({ retries: 0 });
    const codes: (string | undefined)[] = [];
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          await tx.query(insert('before'));
          const asked = codeOf(tx.query({ text: 'select pg_sleep(10)' }));
          setImmediate(() => proxy.reset());
          codes.push(await asked, await codeOf(tx.flight([insert('later'), insert('still later')])));
        }),
      ),
    ).toBe('DATABASE_LOST');
    expect(codes).toEqual(['DATABASE_LOST', 'DATABASE_LOST']);
    expect(await names()).toEqual([]);
  });

  test('a server that owes an answer and says nothing is given up, and its place goes to a new connection', async () => {
    await create();
    const database = await open({ as: undefined, statementTimeoutMs: 1_000, silentMs: 500, connectTimeoutMs: 2_000 });
    proxy.mute(true);
    expect(await codeOf(database.query({ text: 'select 1' }))).toBe('DATABASE_LOST');
    expect(await codeOf(database.transaction((tx) => tx.query({ text: 'select 1' })))).toBe('DATABASE_UNREACHABLE');
    proxy.mute(false);
    expect((await database.query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
  });

  test('a statement that may take as long as it takes is waited for', async () => {
    const database = await open({ as: undefined, statementTimeoutMs: 1_000, silentMs: 1_000 });
    const rows = await database.transaction(async (tx) => {
      await tx.query({ text: 'set local statement_timeout = 0' });
      return (await tx.query({ text: 'select 1 as one from pg_sleep(2.5)', endless: true })).rows;
    });
    expect(rows).toEqual([{ one: 1 }]);
  });

  test('the server ends a transaction whose process hangs; later statements do not run outside it', async () => {
    await create();
    // The scope gives up at idleMs by itself, the server at twice that: here the scope's timer is held up.
    const database = await open({ idleMs: 40 });
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          const pid = await pidOf(tx);
          await tx.query(insert('before'));
          const until = Date.now() + 5_000;
          while (Date.now() < until) {
            const { rows } = await admin
              .transaction((other) => other.query({ text: 'select 1 from pg_stat_activity where pid = $1', params: [pid] }))
              .catch(() => ({ rows: [] }));
            if (rows.length === 0) break;
          }
          await tx.query(insert('after'));
        }),
      ),
    ).toMatch(/TRANSACTION_IDLE|TRANSACTION_OVER|DATABASE_LOST/);
    expect(await names()).toEqual([]);
  });

  test('a connection cut in the middle of a flight loses the whole of it; cut at commit, the outcome is called unknown', async () => {
    await create();
    const database = await open();
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          await tx.query(insert('a'));
          const flight = codeOf(tx.flight([{ text: 'select pg_sleep(1)' }, insert('b')]));
          setImmediate(() => setImmediate(() => proxy.cut()));
          expect(await flight).toBe('DATABASE_LOST');
        }),
      ),
    ).toBe('DATABASE_LOST');
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          await tx.query(insert('c'));
          const commit = codeOf(tx.commit());
          setImmediate(() => setImmediate(() => proxy.cut()));
          expect(await commit).toBe('COMMIT_UNKNOWN');
        }),
      ),
    ).toBe('COMMIT_UNKNOWN');
    expect((await names()).filter((name) => name !== 'c')).toEqual([]);
  });

  test('a prepared statement whose table changed is never sent again after the commit', async () => {
    await create();
    const database = await open({ sleep: async () => undefined });
    await database.transaction((tx) => tx.query(insert('warm', true)));
    await admin.script(`alter table ${table} add column more int`);
    // Everything fails together, the transaction runs again, and the row is there once.
    let runs = 0;
    await database.transaction(async (tx) => {
      runs += 1;
      await tx.commit([insert('once', true)]);
    });
    expect([runs, await names()]).toEqual([2, ['once', 'warm']]);
    // Without retries it is an error, and nothing was written behind it.
    await admin.script(`alter table ${table} add column again int`);
    expect(await codeOf(database.transaction((tx) => tx.commit([insert('never', true)]), { retries: 0 }))).toBe('0A000');
    expect(await names()).toEqual(['once', 'warm']);
  });

  test('at most 300 statements are prepared on a connection, and only those that ask for it', async () => {
    const database = await open();
    for (let i = 0; i < 320; i += 1) await database.query({ text: `select ${i} as n`, prepare: i >= 10 });
    const { rows } = await database.query({ text: 'select count(*)::int as n from pg_prepared_statements' });
    expect(rows).toEqual([{ n: 300 }]);
  }, 60_000);

  test('a statement may be planned once for all its values; others beside it, and whole transactions, are planned each time', async () => {
    const database = await open();
    const text = 'select $1::int as n';
    const planned = async () =>
      (
        await database.query({
          text: `select generic_plans::int as once, custom_plans::int as each from pg_prepared_statements where statement = '${text}'`,
        })
      ).rows[0];
    for (const n of [1, 2, 3]) {
      proxy.take();
      expect((await database.query({ text, params: [n], prepare: true, generic: true })).rows).toEqual([{ n }]);
      // The setting goes out with the statement.
      expect(proxy.take()).toBe(1);
    }
    expect(await planned()).toEqual({ once: 3, each: 0 });
    await database.query({ text, params: [4], prepare: true });
    await database.query({ text, params: [5], prepare: true, generic: true });
    await database.transaction((tx) => tx.query({ text, params: [6], prepare: true, generic: true }));
    await database.query({ text, params: [7], generic: true });
    expect(await planned()).toEqual({ once: 4, each: 2 });
  });

  test('a connection is replaced when it has grown old', async () => {
    const database = await open({ maxLifetimeMs: 0 });
    expect(await pidOf(database)).not.toBe(await pidOf(database));
    const lasting = await open();
    expect(await pidOf(lasting)).toBe(await pidOf(lasting));
  });

  test('a server that cannot be reached, or refuses us, is named as such', async () => {
    const elsewhere = new URL(server as string);
    elsewhere.port = '1';
    expect(await codeOf(connect(elsewhere.href))).toBe('DATABASE_UNREACHABLE');
    const stranger = new URL(server as string);
    stranger.password = 'wrong';
    expect(await codeOf(connect(stranger.href))).toBe('DATABASE_UNREACHABLE');
    const nowhere = new URL(server as string);
    nowhere.pathname = '/no_such_database';
    expect(await codeOf(connect(nowhere.href))).toBe('DATABASE_UNREACHABLE');
    const database = await open({ connectTimeoutMs: 2_000 });
    proxy.cut(true);
    expect(await codeOf(database.query({ text: 'select 1' }))).toMatch(/DATABASE_LOST|DATABASE_UNREACHABLE/);
    expect(await codeOf(database.query({ text: 'select 1' }))).toBe('DATABASE_UNREACHABLE');
    proxy.cut(false);
    expect((await database.query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
  });
});
