/** What the port promises about statements and values, on both engines. */
import { type Open, onBothEngines } from '@guanxi/testing/database';
import { describe, expect, test } from 'vitest';
import { type Database, type Parameter, pgError } from './index.ts';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );

async function tables(database: Database): Promise<void> {
  await database.script(`
    create table parent (id int primary key, name text not null constraint parent_name_short check (length(name) < 10));
    create table child (id int primary key, parent_id int not null, constraint child_parent_fk foreign key (parent_id) references parent (id) deferrable initially deferred);
    insert into parent values (1, 'one'), (2, 'two');
  `);
}

onBothEngines('the database port', (openAs) => {
  const open: Open = (o) => openAs({ ...o, as: 'owner' });
  describe('values', () => {
    const cases: readonly (readonly [type: string, given: Parameter, comesBack: unknown])[] = [
      ['bool', true, true],
      ['bool', false, false],
      ['int2', -32_768, -32_768],
      ['int4', 2_147_483_647, 2_147_483_647],
      ['int8', '9007199254740993', '9007199254740993'],
      ['float4', 1.5, 1.5],
      ['float8', 0.1, 0.1],
      ['numeric(19,4)', '123456789012345.6789', '123456789012345.6789'],
      ['numeric', '1.10', '1.10'],
      ['text', '', ''],
      ['text', '客户关系 👪 "\\\' \n\t', '客户关系 👪 "\\\' \n\t'],
      ['uuid', '0190b3c4-0000-7000-8000-000000000001', '0190b3c4-0000-7000-8000-000000000001'],
      ['date', '2024-02-29', '2024-02-29'],
      ['timestamptz(3)', '2024-02-29T23:30:00.1239+08:00', '2024-02-29 15:30:00.124+00'],
      ['interval', '1 day 02:00', 'P1DT2H'],
      ['json', '{"b": 1,  "a": [null]}', '{"b": 1,  "a": [null]}'],
      ['jsonb', '{"b":1,"a":"关系"}', '{"a": "关系", "b": 1}'],
      ['bytea', '\\x00ff', '\\x00ff'],
      ['bool[]', [true, null, false], [true, null, false]],
      ['int4[]', [1, null, -3], [1, null, -3]],
      ['int8[]', ['9007199254740993'], ['9007199254740993']],
      ['float8[]', [0.5], [0.5]],
      ['numeric[]', ['1.10', null], ['1.10', null]],
      ['text[]', [], []],
      ['text[]', ['', 'NULL', null, 'a,b', '"', '\\', '{}', ' 客 '], ['', 'NULL', null, 'a,b', '"', '\\', '{}', ' 客 ']],
      ['uuid[]', ['0190b3c4-0000-7000-8000-000000000001'], ['0190b3c4-0000-7000-8000-000000000001']],
      ['timestamptz[]', ['2024-01-01T00:00:00Z'], ['2024-01-01 00:00:00+00']],
      ['text', null, null],
      ['int4[]', null, null],
    ];

    test('of every type go in and come back the same way, whether the statement is prepared or not', async () => {
      const database = await open();
      for (const [type, given, comesBack] of cases) {
        const text = `select $1::${type} as value`;
        // Twice prepared: the second time the driver knows the parameter's type.
        for (const prepare of [false, true, true]) {
          const { rows } = await database.query({ text, params: [given], prepare });
          expect(rows, `${type} ${JSON.stringify(given)}`).toEqual([{ value: comesBack }]);
        }
      }
    });

    test('a very long text and many parameters arrive whole', async () => {
      const database = await open();
      const long = '关系'.repeat(1_000_000);
      const { rows } = await database.query({ text: 'select $1::text as long, length($1::text) as length', params: [long] });
      expect(rows[0]?.['length']).toBe(2_000_000);
      expect(rows[0]?.['long'] === long).toBe(true);
      const many = Array.from({ length: 10_000 }, (_, i) => i);
      const listed = await database.query({
        text: `select count(*)::int as n from (values ${many.map((i) => `($${i + 1}::int)`).join(',')}) v`,
        params: many,
      });
      expect(listed.rows).toEqual([{ n: 10_000 }]);
      const asArray = await database.query({ text: 'select count(*)::int as n from unnest($1::int[]) u', params: [many] });
      expect(asArray.rows).toEqual([{ n: 10_000 }]);
    });

    test('many rows arrive complete and in order', async () => {
      const database = await open();
      const { rows, affected } = await database.query<{ i: number; text: string | null }>({
        text: `select i, case when i % 7 = 0 then null else repeat('x', i % 300) end as text from generate_series(1, 20000) i`,
      });
      expect(affected).toBe(20_000);
      expect(rows.length).toBe(20_000);
      expect(rows.every((row, at) => row.i === at + 1 && (row.i % 7 === 0 ? row.text === null : row.text?.length === row.i % 300))).toBe(
        true,
      );
    });

    test('the session is at UTC and plans for the values at hand', async () => {
      const database = await open();
      const { rows } = await database.query({
        text: `select current_setting('TimeZone') as zone, current_setting('plan_cache_mode') as plan, current_setting('DateStyle') as dates, current_setting('search_path') as path`,
      });
      expect(rows).toEqual([{ zone: 'UTC', plan: 'force_custom_plan', dates: 'ISO, MDY', path: 'public' }]);
    });
  });

  describe('statements', () => {
    test('say how many rows they touched', async () => {
      const database = await open({ prepare: tables });
      expect((await database.query({ text: 'update parent set name = name' })).affected).toBe(2);
      expect(await database.query({ text: 'insert into parent values (3, $1) returning id', params: ['three'] })).toEqual({
        rows: [{ id: 3 }],
        affected: 1,
      });
      expect((await database.query({ text: 'select * from parent' })).affected).toBe(3);
      expect((await database.query({ text: 'create table other (id int)' })).affected).toBe(0);
    });

    test('errors carry SQLSTATE, constraint, table and column alike', async () => {
      const database = await open({ prepare: tables });
      const failure = (text: string, params: Parameter[] = []) =>
        database.query({ text, params }).then(
          () => null,
          (error: unknown) => {
            const { code, constraint, table, column } = pgError(error) ?? {};
            return { code, constraint, table, column };
          },
        );
      expect(await failure(`insert into parent values (1, 'again')`)).toEqual({
        code: '23505',
        constraint: 'parent_pkey',
        table: 'parent',
        column: undefined,
      });
      expect(await failure('insert into parent values (4, null)')).toEqual({
        code: '23502',
        constraint: undefined,
        table: 'parent',
        column: 'name',
      });
      expect(await failure('insert into parent values (4, $1)', ['far too long a name'])).toMatchObject({
        code: '23514',
        constraint: 'parent_name_short',
      });
      expect(await failure('insert into child values (1, 99)')).toMatchObject({
        code: '23503',
        constraint: 'child_parent_fk',
        table: 'child',
      });
      expect(await failure('selec 1')).toMatchObject({ code: '42601' });
      expect(await failure('select $1::text', ['a\u0000b'])).toMatchObject({ code: '22021' });
      expect(pgError(new Error('not of a database'))).toBeNull();
      // And the connection is none the worse for it.
      expect((await database.query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
    });

    test('one over its time limit is stopped and named', async () => {
      const database = await open();
      expect(await codeOf(database.query({ text: 'select pg_sleep(30)' }, { timeoutMs: 50 }))).toBe('STATEMENT_TIMEOUT');
    });

    test('the default time limit holds where none is given', async () => {
      const database = await open({ limits: { statementTimeoutMs: 50 } });
      expect(await codeOf(database.query({ text: 'select pg_sleep(30)' }))).toBe('STATEMENT_TIMEOUT');
    });

    test('a script runs outside any transaction, one statement after the other', async () => {
      const database = await open({ prepare: tables });
      await database.script(`
        create index concurrently parent_name on parent (name); -- not; in a transaction
        do $$ begin perform 1; end $$;
        /* a comment; /* in a comment; */ */ insert into parent values (5, 'a;b');
      `);
      expect((await database.query({ text: 'select name from parent where id = 5' })).rows).toEqual([{ name: 'a;b' }]);
      expect(await codeOf(database.script("insert into parent values (6, 'six'); selec 1; insert into parent values (7, 'seven')"))).toBe(
        '42601',
      );
      expect((await database.query({ text: 'select id from parent where id > 5' })).rows).toEqual([{ id: 6 }]);
    });
  });

  test('a closed database says that it is', async () => {
    const database = await open();
    await database.close();
    expect(await codeOf(database.query({ text: 'select 1' }))).toBe('DATABASE_CLOSED');
    expect(await codeOf(database.transaction(async () => 1))).toBe('DATABASE_CLOSED');
    await database.close();
  });
});
