import { onBothEngines } from '@guanxi/testing/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { Numbers } from './numbers.ts';

/** Numbers that look random and are the same every time. */
const random = '(abs(hashint8(n)) % 1000000)';

/** Values of a group that has `n` of 1 … rows. */
const groups: Readonly<Record<string, readonly [rows: number, value: string]>> = {
  'nothing but empty ones': [3, 'null'],
  one: [1, '7.5'],
  'two far apart': [2, 'case n when 1 then -3.25 else 90000 end'],
  'equal ones': [5_000, '4.2'],
  'both signs, with empty ones': [20_000, `case when n % 7 <> 0 then (${random} - 500000) / 100.0 end`],
  'all sizes': [5_000, `(${random} + 1) * 10.0 ^ (n % 30 - 15)`],
  'few that repeat': [8_000, `${random} % 5`],
  // A page holds neighbours: some pages are no picture of the whole.
  'ever larger ones': [20_000, 'n * n'],
  'ones beyond all others': [300, '10 ^ 9 + n'],
};

const rows = (sample: string, where = ''): string => `(select t.*, t.name as "~g0" from quantiles t${sample}${where}) s`;
const sampled = ' tablesample system (1) repeatable (0)';
const sorted = (at: string): string => `round((percentile_cont(${at}) within group (order by s.x::float8))::numeric, 4)::text`;

onBothEngines('quantiles', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open({ as: 'owner' });
    await db.script('create table quantiles (name text, x numeric)');
    for (const [name, [count, value]] of Object.entries(groups))
      await db.query({ text: `insert into quantiles select $1, ${value} from generate_series(1, ${count}) n`, params: [name] });
  });
  afterAll(() => db.script('drop table quantiles'));

  const answers = async (from: string, value: string): Promise<readonly unknown[]> =>
    (await db.query({ text: `select ${value} as value from ${from}` })).rows.map((row) => row['value']);

  describe.each(['0.5', '0.9'])('at %s', (at) => {
    test('of each group are those of its sorted values', async () => {
      const numbers = new Numbers({ rows: rows(''), sample: rows(sampled), keys: ['"~g0"'] });
      const value = numbers.quantile('s.x', at);
      const quick = await answers(numbers.groups('100'), value);
      expect(quick).toHaveLength(Object.keys(groups).length);
      expect(quick).toEqual(await answers(`(select ${sorted(at)} as v from ${rows('')} group by s."~g0" order by s."~g0") g`, 'g.v'));
    });

    test.each(Object.keys(groups))('of %s, as the only group', async (name) => {
      const only = ` where t.name = '${name}'`;
      const numbers = new Numbers({ rows: rows('', only), sample: rows(sampled, only), keys: [] });
      const value = numbers.quantile('s.x', at);
      expect(await answers(numbers.groups('100'), value)).toEqual(
        await answers(`(select ${sorted(at)} as v from ${rows('', only)}) g`, 'g.v'),
      );
    });

    test('a sample that misleads costs time, and no exactness', async () => {
      const misled = rows('', " where t.name = 'ever larger ones' and t.x < 100");
      const numbers = new Numbers({ rows: rows(''), sample: misled, keys: ['"~g0"'] });
      const value = numbers.quantile('s.x', at);
      const quick = await answers(numbers.groups('100'), value);
      expect(quick).toEqual(await answers(`(select ${sorted(at)} as v from ${rows('')} group by s."~g0" order by s."~g0") g`, 'g.v'));
    });
  });

  test('none of no rows', async () => {
    const none = rows('', ' where false');
    const numbers = new Numbers({ rows: none, sample: none, keys: [] });
    const value = numbers.quantile('s.x', '0.5');
    expect(await answers(numbers.groups('100'), value)).toEqual([null]);
  });
});
