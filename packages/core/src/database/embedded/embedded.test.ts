/** What only the embedded database has to show: its directory and lock, its thread, and that it leaves the host's event loop alone. */
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connect, type EmbeddedDatabase } from '../index.ts';

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code?: string; message: string }) => error,
  );
const codeOf = async (promise: Promise<unknown>) => (await refusal(promise))?.code ?? 'no error';

const skipped = inject('embeddedSnapshot') === null;

describe.skipIf(skipped)('a directory on the embedded database', () => {
  let directory: string;
  let opened: EmbeddedDatabase[] = [];
  const open = async (options: Readonly<Record<string, unknown>> = {}) => {
    const database = await connect({ directory, ...options });
    opened.push(database);
    return database;
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'guanxi-directory-'));
  });
  afterEach(async () => {
    for (const database of opened) await database.close();
    opened = [];
    await rm(directory, { recursive: true, force: true });
  });

  test('keeps its data, gives the directory back when closed, and survives a statement over its time', async () => {
    const first = await open();
    await first.script('create table item (id int)');
    await first.query({ text: 'insert into item values (1)' });
    const holding = first.transaction(
      async (tx) => {
        await tx.query({ text: 'insert into item values (2)' });
        await tx.query({ text: 'select pg_sleep(30)' });
      },
      { timeoutMs: 100 },
    );
    const waiting = first.query({ text: 'select id from item' });
    expect(await codeOf(holding)).toBe('STATEMENT_TIMEOUT');
    // The thread was ended and the directory opened again for whoever came next.
    expect((await waiting).rows).toEqual([{ id: 1 }]);
    await first.close();
    const second = await open();
    expect((await second.query({ text: 'select id from item' })).rows).toEqual([{ id: 1 }]);
  });

  test('F09 is refused to a second opener, who is told who holds it', async () => {
    const first = await open();
    const error = await refusal(connect({ directory }));
    expect(error?.code).toBe('DATABASE_IN_USE');
    expect(error?.message).toContain(`process ${process.pid}`);
    expect(error?.message).toContain(directory);
    // The first one did not notice.
    expect((await first.query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
  });

  test('is taken over from a process that is dead, by one of several at once', async () => {
    await (await open()).close();
    const lock = join(directory, 'guanxi.lock');
    // This process's number, but started at another time: its predecessor.
    const holder = await lockOf();
    await writeFile(lock, JSON.stringify({ ...holder, started: 'another boot/1' }));
    const settled = await Promise.allSettled([connect({ directory }), connect({ directory }), connect({ directory })]);
    const won = settled.filter((one) => one.status === 'fulfilled').map((one) => one.value);
    opened.push(...won);
    expect(won.length).toBe(1);
    expect(settled.filter((one) => one.status === 'rejected').map((one) => one.reason.code)).toEqual([
      'DATABASE_IN_USE',
      'DATABASE_IN_USE',
    ]);
  });

  test('held on another machine, it counts as in use until its holder has been silent for half a minute', async () => {
    await (await open()).close();
    const lock = join(directory, 'guanxi.lock');
    await writeFile(lock, JSON.stringify({ ...(await lockOf()), host: 'elsewhere' }));
    expect((await refusal(connect({ directory })))?.message).toContain('on elsewhere');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect((await (await open()).query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
  });

  /** What this process writes into a lock. */
  async function lockOf(): Promise<object> {
    const probe = await mkdtemp(join(tmpdir(), 'guanxi-lock-'));
    const { lockDirectory } = await import('./lock.ts');
    const lock = await lockDirectory(probe);
    const text = await readFile(join(probe, 'guanxi.lock'), 'utf8');
    await lock.release();
    await rm(probe, { recursive: true });
    return JSON.parse(text) as object;
  }
});

describe.skipIf(skipped)('memory on the embedded database', () => {
  test('is copied by its snapshot, and the copies go their own ways', async () => {
    const first = await connect('memory');
    await first.script('create table item (id int)');
    await first.query({ text: 'insert into item values (1)' });
    const snapshot = await first.snapshot();
    const copies = [await connect({ memory: snapshot }), await connect({ memory: snapshot })] as const;
    await copies[0].query({ text: 'insert into item values (2)' });
    const ids = async (database: EmbeddedDatabase) => (await database.query({ text: 'select id from item' })).rows.map((row) => row['id']);
    expect([await ids(first), await ids(copies[0]), await ids(copies[1])]).toEqual([[1], [1, 2], [1]]);
    await Promise.all([first, ...copies].map((database) => database.close()));
  });

  test('says that it is gone when its thread had to be ended, instead of starting empty', async () => {
    const database = await connect('memory');
    expect(await codeOf(database.query({ text: 'select pg_sleep(30)' }, { timeoutMs: 50 }))).toBe('STATEMENT_TIMEOUT');
    expect(await codeOf(database.query({ text: 'select 1' }))).toBe('DATABASE_BROKEN');
    await database.close();
  });

  test('a large result leaves the event loop turning', async () => {
    const database = await connect('memory');
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 1);
    const { rows } = await database.query({ text: `select i, repeat('x', 200) as text from generate_series(1, 100000) i` });
    clearInterval(timer);
    expect(rows.length).toBe(100_000);
    // Read in one piece these rows would hold the loop for as long as the whole takes.
    expect(longest).toBeLessThan(250);
    await database.close();
  });
});
