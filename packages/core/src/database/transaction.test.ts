/** What a transaction promises, on both engines. */
import { type Open, onBothEngines } from '@guanxi/testing/database';
import { describe, expect, test } from 'vitest';
import type { Database, Transaction } from './index.ts';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );
const names = async (database: Database) =>
  (await database.query<{ name: string }>({ text: 'select name from item order by id' })).rows.map((row) => row.name);
const insert = (name: string) => ({ text: 'insert into item (name) values ($1) returning id', params: [name] });

async function items(database: Database): Promise<void> {
  await database.script(
    'create table item (id int generated always as identity primary key, name text not null, unique (name) deferrable initially deferred)',
  );
}

/** Raises what Postgres raises when a transaction loses against another. */
const raise = (state: string) => ({ text: `do $$ begin raise exception 'lost' using errcode = '${state}'; end $$` });

onBothEngines('a transaction', (openAs) => {
  const open: Open = (o) => openAs({ ...o, as: 'owner' });
  test('is committed when its function returns, and rolled back when it throws', async () => {
    const database = await open({ prepare: items });
    expect(await database.transaction(async (tx) => (await tx.query(insert('kept'))).affected)).toBe(1);
    await expect(
      database.transaction(async (tx) => {
        await tx.query(insert('lost'));
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await names(database)).toEqual(['kept']);
  });

  test('hands the results of its opening flight to the function, without those of its own statements', async () => {
    const database = await open({ prepare: items });
    const opened = await database.transaction(async (_, results) => results, {
      opening: [{ text: 'select 1 as one' }, { text: 'select $1::text as two', params: ['2'] }],
      isolation: 'repeatable read',
      timeoutMs: 5_000,
      lockTimeoutMs: 1_000,
    });
    expect(opened.map(({ rows }) => rows)).toEqual([[{ one: 1 }], [{ two: '2' }]]);
  });

  test('that begins late keeps the database from nobody until its first statement, and is a transaction like any other then', async () => {
    const database = await open({ prepare: items });
    const opening = [{ text: `select set_config('test.opened', 'yes', true)` }];
    const late = <T>(run: (tx: Transaction) => Promise<T>) => database.transaction(run, { opening, late: true });
    const opened = { text: `select current_setting('test.opened') as opened` };

    let calculated = (): void => undefined;
    const calculating = late(async (tx) => {
      await new Promise<void>((resolve) => {
        calculated = resolve;
      });
      const { closing, after } = await tx.commit([insert('late'), opened], [{ text: 'select count(*)::int as n from item' }]);
      return [closing[1]?.rows, after[0]?.rows];
    });
    await database.transaction(async (tx) => tx.query(insert('between')));
    calculated();
    expect(await calculating).toEqual([[{ opened: 'yes' }], [{ n: 2 }]]);

    await expect(
      late(async (tx) => {
        expect((await tx.flight([insert('lost'), opened]))[1]?.rows).toEqual([{ opened: 'yes' }]);
        await tx.query(insert('lost too'));
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await codeOf(late(async () => database.query(opened)))).toBe('TRANSACTION_BYPASSED');
    expect(await codeOf(late(async (tx) => tx.query({ text: 'select no_such_column' })))).toBe('42703');
    expect(await late(async () => 'nothing asked')).toBe('nothing asked');
    expect((await names(database)).sort()).toEqual(['between', 'late']);
  });

  test('that begins late is run again when it lost against another', async () => {
    const database = await open({ prepare: items });
    let attempts = 0;
    await database.transaction(
      async (tx) => {
        attempts += 1;
        await tx.commit(attempts === 1 ? [insert('first'), raise('40001')] : [insert('second')]);
      },
      { late: true },
    );
    expect([attempts, await names(database)]).toEqual([2, ['second']]);
  });

  test('runs in the isolation asked for', async () => {
    const database = await open();
    const level = (isolation?: 'repeatable read' | 'serializable') =>
      database.transaction(
        async (tx) => (await tx.query({ text: `select current_setting('transaction_isolation') as level` })).rows[0]?.['level'],
        isolation ? { isolation } : {},
      );
    expect([await level(), await level('repeatable read'), await level('serializable')]).toEqual([
      'read committed',
      'repeatable read',
      'serializable',
    ]);
  });

  test('commit runs what closes it, commits, and reads what it wrote', async () => {
    const database = await open({ prepare: items });
    const { closing, after } = await database.transaction((tx) =>
      tx.commit([insert('a'), insert('b')], [{ text: 'select name from item order by id' }]),
    );
    expect(closing.map(({ rows }) => rows)).toEqual([[{ id: 1 }], [{ id: 2 }]]);
    expect(after[0]?.rows).toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  test('a closing statement that fails rolls everything back', async () => {
    const database = await open({ prepare: items });
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          await tx.query(insert('a'));
          await tx.commit([{ text: 'select 1 / 0' }, insert('b')], [{ text: 'select 1' }]);
        }),
      ),
    ).toBe('22012');
    expect(await names(database)).toEqual([]);
  });

  test('a COMMIT that fails is an error, whether the scope or the function commits', async () => {
    const database = await open({ prepare: items });
    expect(await codeOf(database.transaction((tx) => tx.flight([insert('twice'), insert('twice')])))).toBe('23505');
    expect(await codeOf(database.transaction((tx) => tx.commit([insert('twice'), insert('twice')])))).toBe('23505');
    expect(await names(database)).toEqual([]);
  });

  test('a caught error does not turn a rollback into a commit: the error comes out at the end', async () => {
    const database = await open({ prepare: items });
    const swallow = async (tx: Transaction) => {
      await tx.query(insert('lost'));
      await tx.query({ text: 'select 1 / 0' }).catch(() => undefined);
    };
    expect(await codeOf(database.transaction(swallow))).toBe('22012');
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          await swallow(tx);
          await tx.commit();
        }),
      ),
    ).toBe('22012');
    expect(await names(database)).toEqual([]);
  });

  test('a read that fails after the commit says that the change is kept, and nothing runs twice', async () => {
    const database = await open({ prepare: items });
    let runs = 0;
    expect(
      await codeOf(
        database.transaction(async (tx) => {
          runs += 1;
          await tx.commit([insert('kept')], [raise('40001')]);
        }),
      ),
    ).toBe('AFTER_COMMIT_FAILED');
    expect([runs, await names(database)]).toEqual([1, ['kept']]);
  });

  test('a flight stops at its first error', async () => {
    const database = await open({ prepare: items });
    expect(await codeOf(database.transaction((tx) => tx.flight([insert('a'), { text: 'select 1 / 0' }, { text: 'selec' }])))).toBe('22012');
  });

  describe('its handle', () => {
    test('is dead once the transaction is over', async () => {
      const database = await open({ prepare: items });
      let kept: Transaction | undefined;
      await database.transaction(async (tx) => {
        kept = tx;
      });
      expect(await codeOf(kept!.query({ text: 'select 1' }))).toBe('TRANSACTION_OVER');
      expect(await codeOf(kept!.flight([{ text: 'select 1' }]))).toBe('TRANSACTION_OVER');
      expect(await codeOf(kept!.commit())).toBe('TRANSACTION_OVER');
      await database.transaction(async (tx) => {
        await tx.commit([insert('a')]);
        expect(await codeOf(tx.query(insert('b')))).toBe('TRANSACTION_OVER');
      });
      expect(await names(database)).toEqual(['a']);
    });

    test('is the only one that may be used meanwhile: nesting and the outer handle are refused, not waited for', async () => {
      const database = await open({ prepare: items });
      await database.transaction(async (tx) => {
        expect(await codeOf(database.transaction(async () => 1))).toBe('TRANSACTION_NESTED');
        expect(await codeOf((async () => database.query({ text: 'select 1' }))())).toBe('TRANSACTION_BYPASSED');
        expect(await codeOf((async () => database.script('select 1'))())).toBe('TRANSACTION_BYPASSED');
        expect((await tx.query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
      });
      // Work that was started inside and goes on afterwards is outside again.
      const later = await database.transaction(async (tx) => {
        const afterwards = new Promise((resolve) => setImmediate(resolve));
        return { rest: () => afterwards.then(() => database.query({ text: 'select 1 as one' })), tx };
      });
      expect((await later.rest()).rows).toEqual([{ one: 1 }]);
    });

    test('of two databases do not know of each other', async () => {
      const [one, other] = [await open(), await open()];
      const seen = await one.transaction(() => other.transaction(async (tx) => (await tx.query({ text: 'select 2 as two' })).rows));
      expect(seen).toEqual([{ two: 2 }]);
    });
  });

  describe('that loses against another', () => {
    const waits: number[] = [];
    const limits = { random: () => 0.5, sleep: async (ms: number) => void waits.push(ms) };

    test.each(['40001', '40P01'])('(%s) runs again, with growing waits', async (state) => {
      const database = await open({ prepare: items, limits });
      waits.length = 0;
      let runs = 0;
      const value = await database.transaction(async (tx) => {
        runs += 1;
        await tx.query(insert(`run ${runs}`));
        if (runs < 3) await tx.query(raise(state));
        return runs;
      });
      expect([value, await names(database), waits]).toEqual([3, ['run 3'], [10, 20]]);
    });

    test('gives up after its retries, and runs nothing again for other errors', async () => {
      const database = await open({ prepare: items, limits });
      let runs = 0;
      const count = (state: string, retries?: number) =>
        codeOf(
          database.transaction(
            async (tx) => {
              runs += 1;
              await tx.commit([raise(state)]);
            },
            retries === undefined ? {} : { retries },
          ),
        );
      expect([await count('40001'), runs]).toEqual(['40001', 4]);
      runs = 0;
      expect([await count('40001', 0), runs]).toEqual(['40001', 1]);
      runs = 0;
      expect([await count('23505'), runs]).toEqual(['23505', 1]);
    });

    test('runs again although the function turned the error into another', async () => {
      const database = await open({ prepare: items, limits });
      let runs = 0;
      await database.transaction(async (tx) => {
        runs += 1;
        if (runs === 1) await tx.query(raise('40001')).catch(() => Promise.reject(new Error('wrapped')));
      });
      expect(runs).toBe(2);
    });
  });

  describe('limits', () => {
    test('a statement over the time limit ends the transaction', async () => {
      const database = await open({ prepare: items });
      expect(await codeOf(database.transaction((tx) => tx.query({ text: 'select pg_sleep(30)' }), { timeoutMs: 50 }))).toBe(
        'STATEMENT_TIMEOUT',
      );
    });

    test('one that sits idle is rolled back and lets others go on', async () => {
      const database = await open({ prepare: items, limits: { idleMs: 30 } });
      let tx: Transaction | undefined;
      expect(
        await codeOf(
          database.transaction(async (handle) => {
            tx = handle;
            await handle.query(insert('lost'));
            await new Promise(() => undefined);
          }),
        ),
      ).toBe('TRANSACTION_IDLE');
      expect(await codeOf(tx!.query(insert('late')))).toBe('TRANSACTION_OVER');
      expect(await names(database)).toEqual([]);
    });

    test('waiting work goes by priority, then by arrival', async () => {
      const database = await open({ prepare: items, limits: { max: 1 } });
      const order: string[] = [];
      let begin!: () => void;
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      let letGo!: () => void;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const holder = database.transaction(async () => {
        begin();
        await held;
      });
      await begun;
      const ask = (name: string, priority: 'interactive' | 'worker' | 'import') =>
        database.query({ text: 'select 1' }, { priority }).then(() => order.push(name));
      const all = [
        ask('import 1', 'import'),
        ask('worker', 'worker'),
        ask('import 2', 'import'),
        ask('interactive 1', 'interactive'),
        ask('interactive 2', 'interactive'),
      ];
      letGo();
      await Promise.all([holder, ...all]);
      expect(order).toEqual(['interactive 1', 'interactive 2', 'worker', 'import 1', 'import 2']);
    });
  });
});
