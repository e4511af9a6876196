import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { boot } from './boot.ts';
import { problemInSql } from './sql-text.ts';

const { model } = boot([]);
const of = (text: string): string | null => problemInSql(sql.raw(text), model);

describe('SQL of a plugin', () => {
  test.each([
    "x < 'now'",
    "x < 'TODAY'::date",
    "x < timestamptz 'yesterday 04:00'",
    'age(x) > y',
    'age((x)) > y',
    'age(coalesce(x, y)) > z',
    'current_date',
  ])('asks for the time: %s', (text) => {
    expect(of(text)).toContain('it asks for the time');
  });

  test.each(['random() < 0.5', 'txid_current() > 5'])('asks for chance: %s', (text) => {
    expect(of(text)).toContain('it asks for chance');
  });

  test.each(["x = 'Now and then'", 'age(x, y) > z', 'x.age > 3', "x = 'todays'"])('does not: %s', (text) => {
    expect(of(text)).toBeNull();
  });
});
