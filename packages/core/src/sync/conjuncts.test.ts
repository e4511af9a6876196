import { sql } from '@guanxi/core';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { conjunctsOf } from './conjuncts.ts';

const text = (parts: ReturnType<typeof conjunctsOf>): string[] => parts.map((part) => new PgDialect().sqlToQuery(part).sql.trim());

test('SYNC-01 a condition is taken apart at its outermost ANDs', () => {
  expect(text(conjunctsOf(sql`a = ${1} and (b or c and d) AND e = 'x and y'`))).toEqual(['a = $1', '(b or c and d)', "e = 'x and y'"]);
  expect(text(conjunctsOf(sql`${sql`a`} = 1 and ${sql`b and c`}`))).toEqual(['a = 1', 'b', 'c']);
});

test('SYNC-01 what would mean something else in parts stays whole', () => {
  for (const whole of [sql`a and b or c`, sql`a between 1 and 2 and b`, sql`case when a and b then c end`])
    expect(conjunctsOf(whole)).toHaveLength(1);
});
