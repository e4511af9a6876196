import { onBothEngines } from '@guanxi/testing/database';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { bindingsOf } from '../access/actor.ts';
import { noChoices } from '../model/choices.ts';
import { select } from '../model/fields.ts';
import { decodeRow, explainPlan, planRead, readerFor, rowsByIds, visibleIds } from './index.ts';
import type { ListArguments } from './selection.ts';
import { Customer, customerFields, dealFields, staffFields } from './testing/house.fixture.ts';
import {
  actorWith,
  ask,
  entityOf,
  everything,
  fieldOf,
  kernelOver,
  literal,
  now,
  prepareHouse,
  type TestKernel,
  uuid,
} from './testing/kernel.fixture.ts';
import { compare, list, values } from './testing/selections.fixture.ts';

import { attributes, fillHouse } from './testing/values.fixture.ts';

const code = (error: unknown): string => (error as { code?: string }).code ?? String(error);

onBothEngines('doors and limits of reading', (open) => {
  let kernel: TestKernel;
  const boss = actorWith(everything);
  const choices = { ...noChoices, attributes };

  beforeAll(async () => {
    const database = await open({ prepare: prepareHouse });
    kernel = kernelOver(database, { attributes });
    await fillHouse(database);
  });

  test('what code reads comes as code has it, in one statement', async () => {
    kernel.statements.length = 0;
    const reader = readerFor(kernel, { actor: boss, ...choices });
    const rows = await reader.read(
      select(customerFields, { name: true, lastSeen: true, budget: true, owner: select(staffFields, { name: true }), summary: true }),
      { where: (row, q) => sql`${row.score} = any(${[4, 5]}) and ${q.exists(Customer, (c) => sql`${c.id} = ${row.id}`)}` },
    );
    expect(rows).toEqual([
      {
        id: uuid(10),
        name: '王芳',
        lastSeen: new Date('2026-05-05T05:05:05.005Z'),
        budget: { amount: '10.0000', currency: 'CNY' },
        owner: { id: uuid(1), name: 'Li' },
        summary: '王芳/2026-05-05T05:05:05.005Z',
      },
    ]);
    expect(await reader.readPaths('Customer', { paths: ['owner.name', 'deals.title', 'score'], ids: [uuid(10)] })).toEqual([
      { id: uuid(10), 'owner.name': 'Li', 'deals.title': ['Big'], score: 4 },
    ]);
    expect((await reader.read(select(dealFields, { customerId: true, signedAt: true }), { orderBy: 'points', limit: 1 }))[0]).toEqual({
      id: uuid(30),
      customerId: uuid(10),
      signedAt: new Date('2026-03-02T00:00:00Z'),
    });
    expect(kernel.statements).toHaveLength(3);
    await expect(
      readerFor(kernel, { actor: actorWith(['crm:read']), ...choices }).read(select(customerFields, { notes: true }), {}),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('whole rows by id, locked or as the actor sees them, and which ids are visible', async () => {
    const database = await kernel.database();
    const got = await database.query(
      rowsByIds(kernel, entityOf('Customer'), [uuid(11), uuid(10), uuid(99)], { tenant: boss.tenant }, { lock: true }),
    );
    expect(got.rows.map((r) => decodeRow(entityOf('Customer'), r))).toMatchObject([
      {
        id: uuid(10),
        lastSeen: new Date('2026-05-05T05:05:05.005Z'),
        extra: { a: [1, { c: null }], b: 1 },
        budgetAmount: '10.0000',
        version: 1,
      },
      { id: uuid(11), joinedOn: '2026-01-31' },
    ]);
    const own = actorWith({ 'crm:read': 'own' });
    const visible = await database.query(
      visibleIds(
        kernel,
        [
          { entity: entityOf('Customer'), ids: [uuid(10), uuid(11)] },
          { entity: entityOf('Deal'), ids: [uuid(30)] },
        ],
        { actor: own, ...choices },
      ),
    );
    expect(visible.rows).toEqual([{ entity: 'Customer', id: uuid(10) }]);
  });

  test('A40, G13: page sizes, lists, depth, cost and text that cannot be stored are refused before the database is asked', async () => {
    kernel.statements.length = 0;
    const refused = async (args: Partial<ListArguments>, o = kernel): Promise<string> =>
      ask(o, boss, [list('Customer', values('Customer', 'name'), args)]).then(() => 'answered', code);
    expect(await refused({ first: literal(-1) })).toBe('BAD_INPUT');
    expect(await refused({ first: literal(1e9) })).toBe('LIMIT_EXCEEDED');
    expect(await refused({ first: literal(1), last: literal(1) })).toBe('BAD_INPUT');
    expect(
      await refused({
        where: compare(
          'Customer',
          'score',
          'in',
          Array.from({ length: 50_000 }, (_, i) => i),
        ),
      }),
    ).toBe('LIMIT_EXCEEDED');
    expect(await refused({ where: compare('Customer', 'name', 'eq', 'a\u0000') })).toBe('BAD_INPUT');
    expect(await refused({ search: literal('\ud800') })).toBe('BAD_INPUT');
    expect(await refused({ where: compare('Customer', 'id', 'eq', 'con_0000000000007000900000000000000a') })).toBe('BAD_INPUT');
    const tight = { ...kernel, limits: { ...kernel.limits, maxCost: 10, maxCount: 2 } };
    expect(await refused({ first: literal(11) }, tight)).toBe('LIMIT_EXCEEDED');
    expect(kernel.statements).toHaveLength(0);
    const counted = await ask({ ...tight, limits: { ...tight.limits, maxCost: 1_000 } }, boss, [
      list('Customer', values('Customer', 'name'), {}, 'all'),
    ]);
    expect(counted.data.list).toMatchObject({ totalCount: 2, totalCountIsExact: false });
    expect(
      await ask({ ...kernel, limits: { ...kernel.limits, maxAnswerBytes: 20 } }, boss, [list('Customer', values('Customer', 'name'))]).then(
        () => 'answered',
        code,
      ),
    ).toBe('LIMIT_EXCEEDED');
  });

  test('a plan serves other variables of its form, and says when it does not; it can be explained', () => {
    const at = (name: string, given: unknown) => ({ value: given, path: [name] });
    const plan = planRead(
      kernel,
      [
        list('Customer', values('Customer', 'name'), {
          first: at('n', 2),
          after: at('c', null),
          where: { kind: 'compare', field: fieldOf('Customer', 'name'), op: 'eq', value: at('name', 'x') },
        }),
      ],
      { actor: boss, ...choices },
    );
    expect(plan.fits({ n: 5, name: 'y' })).toBe(true);
    expect(plan.fits({ n: 5, name: null })).toBe(false);
    expect(plan.fits({ n: 5, name: 'y', c: 'cursor' })).toBe(false);
    expect(plan.bind({ variables: { n: 5, name: 'y' }, actor: bindingsOf(boss), now }).params).toContain('y');
    expect(() => plan.bind({ variables: { n: 501, name: 'y' }, actor: bindingsOf(boss), now })).toThrow('500');
    expect([...plan.tables]).toEqual(['crm_customer']);
    expect(explainPlan(plan)).toContain('list: list of Customer, where name eq');
  });
});
