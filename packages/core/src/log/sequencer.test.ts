import { onBothEngines } from '@guanxi/testing/database';
import { describe, expect, inject, test } from 'vitest';
import { connect } from '../database/connect.ts';
import type { Database } from '../database/port.ts';
import { readHead } from './head.ts';
import { lines, openLog, say, tenantA, tenantB } from './inbox.fixture.ts';
import { makePartition, PARTITION_SIZE, partitionStart } from './partitions.ts';
import { readEvents } from './read-events.ts';
import { createSequencer } from './sequencer.ts';

const all = { tenants: null, after: 0, limit: 100_000 };
const numbers = async (database: Database) => (await readEvents(database, all)).map((e) => e.data['n']);
const positions = async (database: Database) => (await readEvents(database, all)).map((e) => e.position);

onBothEngines('the sequencer', (open) => {
  test('gives what is committed dense positions, in the order of the inbox, over all tenants', async () => {
    const database = await openLog(open);
    await say(database, 'a.thing.done', [1, 2, 3]);
    await say(database, 'a.thing.done', [4, 5], tenantB);
    const sequence = createSequencer(async () => database);
    expect(await sequence()).toMatchObject({ head: { position: 5 }, moved: true });
    await say(database, 'a.thing.done', [6]);
    expect(await sequence()).toMatchObject({ head: { position: 6 }, moved: true });
    expect(await sequence()).toMatchObject({ head: { position: 6 }, moved: false });
    expect(await positions(database)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await numbers(database)).toEqual([1, 2, 3, 4, 5, 6]);
    const { rows } = await database.query({ text: 'select count(*)::int as n from crm.event_inbox' });
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('moves more lines than one statement takes', async () => {
    const database = await openLog(open);
    await say(
      database,
      'a.thing.done',
      Array.from({ length: 5_001 }, (_, i) => i),
    );
    expect((await createSequencer(async () => database)()).head.position).toBe(5_001);
    expect(await numbers(database)).toEqual(Array.from({ length: 5_001 }, (_, i) => i));
  });

  test('makes the next partition before the last one is full', async () => {
    const database = await openLog(open);
    await database.query({ text: `update crm.log_head set position = ${PARTITION_SIZE - 2}` });
    await say(database, 'a.thing.done', [1, 2, 3]);
    await createSequencer(async () => database)();
    expect(await positions(database)).toEqual([PARTITION_SIZE - 1, PARTITION_SIZE, PARTITION_SIZE + 1]);
    const { rows } = await database.query({ text: `select tableoid::regclass::text as t from crm.event order by position desc limit 1` });
    expect(rows).toEqual([{ t: `crm.event_from_${PARTITION_SIZE + 1}` }]);
    expect(makePartition(partitionStart(PARTITION_SIZE + 1))[1]?.text).toContain(`event_from_${PARTITION_SIZE + 1} `);
  });

  test('reads of one tenant, of types, of a record, in pages', async () => {
    const database = await openLog(open);
    await say(database, 'a.thing.done', [1, 2]);
    await say(database, 'a.thing.undone', [3]);
    await say(database, 'a.thing.done', [4], tenantB);
    await createSequencer(async () => database)();
    const of = async (q: object) => (await readEvents(database, { ...all, ...q })).map((e) => e.data['n']);
    expect(await of({ tenants: [tenantA] })).toEqual([1, 2, 3]);
    expect(await of({ tenants: [tenantA], types: ['a.thing.undone'] })).toEqual([3]);
    expect(await of({ tenants: [tenantB], subject: tenantA })).toEqual([]);
    expect(await of({ after: 1, until: 3, limit: 1 })).toEqual([2]);
  });

  test('begins a new epoch in a database that is not the one it was, and stays in it', async () => {
    const database = await openLog(open);
    const first = await readHead(database);
    expect(await readHead(database)).toEqual(first);
    await say(database, 'a.thing.done', [1]);
    expect((await createSequencer(async () => database)()).head).toEqual({ epoch: first.epoch, position: 1 });
    // What a dump keeps of a cluster that it is not restored into.
    await database.query({ text: `update crm.log_head set identity = 'another cluster'` });
    await say(database, 'a.thing.done', [2]);
    const { head } = await createSequencer(async () => database)();
    expect(head.position).toBe(2);
    expect(head.epoch).not.toBe(first.epoch);
    expect(await readHead(database)).toEqual(head);
  });
});

onBothEngines('the sequencer beside other connections', (open, engine) => {
  // The embedded database has one connection: nothing overtakes anything there.
  describe.skipIf(engine === 'embedded')('gives positions', () => {
    test('F17 what was numbered first and committed last is delivered, behind what overtook it', async () => {
      const database = await openLog(open);
      const other = await connect({ url: await addressOf(database) });
      let overtaken: readonly unknown[] = [];
      await database.transaction(async (tx) => {
        await tx.query(lines('a.thing.done', [1]));
        await say(other, 'a.thing.done', [2]);
        await createSequencer(async () => other)();
        overtaken = await numbers(other);
      });
      expect(overtaken).toEqual([2]);
      await createSequencer(async () => other)();
      await other.close();
      expect(await numbers(database)).toEqual([2, 1]);
      expect(await positions(database)).toEqual([1, 2]);
    });

    test('several at once give each line one position', async () => {
      const database = await openLog(open);
      const url = await addressOf(database);
      const others = await Promise.all([connect({ url }), connect({ url }), connect({ url })]);
      const writers = others.map(async (other, w) => {
        for (let i = 0; i < 50; i += 1) {
          await say(other, 'a.thing.done', [w * 1_000 + i]);
          await createSequencer(async () => other)();
        }
      });
      await Promise.all(writers);
      await createSequencer(async () => database)();
      expect(await positions(database)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
      const found = (await numbers(database)) as number[];
      for (const w of [0, 1, 2]) {
        const own = found.filter((n) => Math.floor(n / 1_000) === w);
        expect(own).toEqual(Array.from({ length: 50 }, (_, i) => w * 1_000 + i));
      }
      await Promise.all(others.map((other) => other.close()));
    });
  });
});

/** The same database by its own address. */
async function addressOf(database: Database): Promise<string> {
  const { rows } = await database.query({ text: 'select current_database()::text as name' });
  const url = new URL(inject('postgresUrl') as string);
  url.pathname = `/${String(rows[0]?.['name'])}`;
  return url.href;
}
