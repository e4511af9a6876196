import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers, house } from '../read/testing/house.fixture.ts';
import { checkModelSql, checkPluginSql } from './check-sql.ts';
import { canRaise } from './raise.ts';
import { related, rowOf } from './symbols.ts';

const row = rowOf(house.model.entities.get('Customer') as never, 't1') as Record<string, ReturnType<typeof sql>>;

describe('what SQL of a plugin may not say', () => {
  test.each([
    [sql`${row['name']} = now()`, 'clock'],
    [sql`${row['joinedOn']} < current_date`, 'clock'],
    [sql`random() < 0.5`, 'chance'],
    [sql.raw('(select count(*) from crm.crm_customer)'), 'table'],
    [sql`exists (select 1 from crm_customer)`, 'table'],
    [sql`exists (select 1 from ${customers})`, 'table'],
    [sql`${customers.name} = 'x'`, 'table'],
    [sql`(select 1 from a join b on true) = 1`, 'table'],
    [related.exists({ name: 'Contact' } as never, () => sql`clock_timestamp() > ${row['lastSeen']}`), 'clock'],
  ])('case %#', (expression, kind) => {
    expect(checkPluginSql(expression, house.model).map((p) => p.kind)).toContain(kind);
  });

  test.each([
    sql`${row['name']} = 'from now() on'`,
    sql`extract(year from ${row['joinedOn']}) = 2026`,
    sql`${row['name']} is distinct from ${'x'}`,
    sql`${row['lastSeen']} < ${related.now}`,
    sql`(select max(e) from unnest(${row['roles']}) e) = 'x'`,
    related.exists({ name: 'Contact' } as never, (c: Record<string, unknown>) => sql`${c['customerId']} = ${row['id']}`),
  ])('harmless: case %#', (expression) => {
    expect(checkPluginSql(expression, house.model)).toEqual([]);
  });

  test('the small house says nothing of the kind', () => {
    expect(house.problems).toEqual([]);
    expect(checkModelSql(house.model)).toEqual([]);
  });
});

describe('what may raise', () => {
  test.each([
    '100 / t1."score"',
    't1."code"::int',
    'cast(x as int)',
    'my_function(t1."name")',
    't1."score" + 1',
    'to_number(t1."code", \'9\')',
  ])('%s', (text) => expect(canRaise(text)).toBe(true));
  test.each([
    'lower(t1."name") = \'a/b\'',
    't1."a" = \u00013\u0001::uuid',
    'exists (select 1 from crm."x" t2 where t2."a" = t1."b")',
    'coalesce(t1."a-b", 0) > 3',
    'count(*) = 1',
  ])('not %s', (text) => expect(canRaise(text)).toBe(false));
});
