import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { quantileText } from './quantile.ts';

/** Numbers that look random and are the same every time. */
const spread = (count: number, of: string): string => `(select ${of} as x from generate_series(1, ${count}) n) s`;
const random = '(abs(hashint8(n)) % 1000000)';

const rows = {
  none: `(select 1::numeric as x where false) s`,
  'nothing but empty ones': `(select null::numeric as x from generate_series(1, 3)) s`,
  one: `(select 7.5 as x) s`,
  'two in buckets far apart': `(values (-3.25), (90000)) s(x)`,
  'equal ones': spread(100, '4.2'),
  'both signs, with empty ones': spread(5_001, `case when n % 7 <> 0 then (${random} - 500000) / 100.0 end`),
  'all sizes': spread(5_000, `(${random} + 1) * 10.0 ^ (n % 30 - 15)`),
  'few that repeat': spread(4_000, `${random} % 5`),
};

onBothEngines('the quantile of all rows', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  });

  describe.each(Object.entries(rows))('of %s', (_, from) => {
    test.each(['0.5', '0.9'])('at %s is that of the sorted rows', async (at) => {
      const { rows: answers } = await db.query<{ quick: string | null; sorted: string | null }>({
        text: `select ${quantileText(from, 's.x', at)} as quick,
                 (select round((percentile_cont(${at}) within group (order by s.x::float8))::numeric, 4)::text from ${from}) as sorted`,
      });
      expect(answers).toHaveLength(1);
      expect(answers[0]?.quick).toBe(answers[0]?.sorted);
    });
  });
});
