import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { GuanxiError } from '../errors.ts';
import type { AggregateSelection, Filter } from './selection.ts';
import {
  actorWith,
  ask,
  entityOf,
  everything,
  fieldOf,
  insert,
  kernelOver,
  literal,
  otherTenant,
  prepareHouse,
  type TestKernel,
  uuid,
} from './testing/kernel.fixture.ts';
import { anything, compare, list, order, record, relates, relation, value, values } from './testing/selections.fixture.ts';

const code = (error: unknown): string => (error as { code: string }).code;
const count = (where: Filter | null): AggregateSelection => ({
  entity: entityOf('Customer'),
  where,
  search: null,
  groupBy: [],
  first: null,
  items: [
    { kind: 'count', key: 'n' },
    ...(['min', 'max', 'sum'] as const).map((aggregate) => ({
      kind: 'numbers' as const,
      key: aggregate,
      aggregate,
      items: [{ kind: 'field' as const, key: 'v', field: fieldOf('Customer', 'score') }],
    })),
  ],
});

onBothEngines('what a reader may see', (open) => {
  let kernel: TestKernel;
  const boss = actorWith(everything);
  const own = actorWith({ 'crm:read': 'own', 'crm:staff': 'all', 'deals:read': 'all' }, { staffId: uuid(1) });
  const noNotes = actorWith(['crm:read', 'crm:staff', 'deals:read', 'deals:secret']);

  beforeAll(async () => {
    const database = await open({ prepare: prepareHouse });
    kernel = kernelOver(database);
    await insert(database, 'Staff', [
      { id: uuid(1), name: 'Li' },
      { id: uuid(2), name: 'Wu' },
    ]);
    await insert(database, 'Customer', [
      { id: uuid(10), name: 'Mine', kind: 'PERSON', ownerId: uuid(1), score: 5, notes: 'plain', lastSeen: '2026-01-01T00:00:00Z' },
      { id: uuid(11), name: 'Hidden', kind: 'PERSON', ownerId: uuid(2), score: 0, notes: 'plain', parentId: uuid(10) },
      { id: uuid(12), name: 'Sealed', kind: 'PERSON', ownerId: uuid(1), score: 0, active: false, rating: 9, notes: 'x' },
    ]);
    await insert(database, 'Deal', [
      { id: uuid(30), customerId: uuid(12), title: 'S', signedAt: '2026-01-01T00:00:00Z', points: 0, stage: 'SEALED' },
    ]);
    await insert(database, 'Contact', [
      { id: uuid(20), customerId: uuid(11), name: 'Cy' },
      { id: uuid(21), customerId: uuid(10), name: 'Ann' },
    ]);
    await insert(
      database,
      'Customer',
      [
        { id: uuid(10), name: 'Foreign', kind: 'PERSON', ownerId: uuid(1), score: 0 },
        { id: uuid(90), name: 'Foreign', kind: 'PERSON', score: 0 },
      ],
      otherTenant,
    );
  });

  const names = async (actor: typeof boss, where: Filter | null, args = {}): Promise<string[]> =>
    (
      await ask(kernel, actor, [list('Customer', values('Customer', 'name'), { where, orderBy: [order('Customer', 'name')], ...args })])
    ).data.list.nodes.map((n: { name: string }) => n.name);

  test('A02, A04: hidden rows change no list, count, filter, relation or aggregate', async () => {
    expect(await names(own, null)).toEqual(['Mine']);
    expect(
      await names(own, {
        kind: 'or',
        items: [compare('Customer', 'name', 'eq', 'Hidden'), { kind: 'not', item: compare('Customer', 'name', 'eq', 'Hidden') }],
      }),
    ).toEqual(['Mine']);
    expect(await names(own, relates('some', 'Customer', 'children', anything))).toEqual([]);
    expect(await names(own, relates('none', 'Customer', 'children', anything))).toEqual(['Mine']);
    expect(await names(boss, relates('some', 'Customer', 'children', anything))).toEqual(['Mine']);
    const got = await ask(kernel, own, [
      { kind: 'aggregate', key: 'a', selection: count(null) },
      { kind: 'aggregate', key: 'none', selection: count(compare('Customer', 'name', 'eq', 'Hidden')) },
    ]);
    expect(got.data.a).toEqual([{ n: 1, min: { v: 5 }, max: { v: 5 }, sum: { v: '5' } }]);
    expect(got.data.none).toEqual([{ n: 0, min: { v: null }, max: { v: null }, sum: { v: null } }]);
    const related = await ask(kernel, own, [
      list('Contact', [...values('Contact', 'name'), relation('Contact', 'customer', values('Customer', 'name'))], {}, 'all'),
    ]);
    expect(related.data.list).toMatchObject({ nodes: [{ name: 'Ann' }], totalCount: 1 });
  });

  test('A02, A04, A07: what may not be read is no filter, sort, group or number', async () => {
    const field = fieldOf('Customer', 'notes');
    const refused = async (run: () => Promise<unknown>): Promise<void> => {
      expect(await run().then(() => 'answered', code)).toBe('FORBIDDEN');
    };
    await refused(() => names(noNotes, compare('Customer', 'notes', 'contains', 'p')));
    await refused(() =>
      names(noNotes, {
        kind: 'or',
        items: [compare('Customer', 'name', 'eq', 'x'), { kind: 'not', item: compare('Customer', 'notes', 'isNull', true) }],
      }),
    );
    await refused(() =>
      ask(kernel, noNotes, [
        list('Contact', values('Contact', 'name'), {
          where: relates('is', 'Contact', 'customer', compare('Customer', 'notes', 'eq', 'x')),
        }),
      ]),
    );
    await refused(() => names(noNotes, null, { orderBy: [{ through: [], field, attribute: null, direction: 'ASC' }] }));
    await refused(() =>
      ask(kernel, noNotes, [
        { kind: 'aggregate', key: 'a', selection: { ...count(null), groupBy: [{ field, attribute: null, bucket: null, zone: null }] } },
      ]),
    );
    await refused(() =>
      ask(kernel, noNotes, [
        {
          kind: 'aggregate',
          key: 'a',
          selection: {
            ...count(null),
            items: [{ kind: 'numbers', key: 'c', aggregate: 'countDistinct', items: [{ kind: 'field', key: 'v', field }] }],
          },
        },
      ]),
    );
    expect(await names(boss, compare('Customer', 'notes', 'contains', 'p'))).toEqual(['Hidden', 'Mine']);
  });

  test('DATA-06: a field that may not be read is null with an error at its place, computed from it too', async () => {
    const got = await ask(kernel, noNotes, [
      list('Customer', [...values('Customer', 'notes', 'name', 'guess'), relation('Customer', 'owner', values('Staff', 'name'))], {
        orderBy: [order('Customer', 'name')],
        first: literal(1),
      }),
    ]);
    expect(got.data.list.nodes).toEqual([{ notes: null, name: 'Hidden', guess: null, owner: { name: 'Wu' } }]);
    expect(got.errors).toEqual([
      { path: 'list.nodes.0.notes', code: 'FORBIDDEN' },
      { path: 'list.nodes.0.guess', code: 'FORBIDDEN' },
    ]);
    const without = await ask(
      kernel,
      actorWith(['crm:read']),
      [
        list('Customer', [...values('Customer', 'name'), relation('Customer', 'owner', values('Staff', 'name'))], { first: literal(1) }),
        list('Staff', values('Staff', 'name')),
      ].map((r, i) => ({ ...r, key: `l${i}` })) as never,
    );
    expect(without.data).toEqual({ l0: { nodes: [{ name: expect.any(String), owner: null }] }, l1: null });
  });

  test('a value that `visible` hides is null in output, filter and aggregate alike', async () => {
    expect(await names(boss, compare('Customer', 'rating', 'eq', 9))).toEqual([]);
    expect(await names(boss, compare('Customer', 'rating', 'isNull', false))).toEqual([]);
    const got = await ask(kernel, boss, [
      { kind: 'record', key: 'c', id: literal(uuid(12)), selection: record('Customer', values('Customer', 'rating')) },
    ]);
    expect(got.data.c).toEqual({ rating: null });
  });

  test('a restriction of another plugin narrows, and is not undone by what hides its own rows', async () => {
    expect(await names(actorWith(['crm:read']), null)).toEqual(['Hidden', 'Mine']);
    expect(await names(boss, null)).toEqual(['Hidden', 'Mine', 'Sealed']);
  });

  test("A09: another tenant's id, an id of another type and one that is none are all missing", async () => {
    const node = (key: string, id: string) => ({
      kind: 'node' as const,
      key,
      id: literal(id),
      selection: {
        kind: 'abstract' as const,
        cases: new Map(['Customer', 'Contact'].map((e) => [e, record(e, [value(e, 'id'), value(e, 'name')])])),
      },
    });
    const global = (prefix: string, n: number): string => `${prefix}_${uuid(n).replaceAll('-', '')}`;
    const got = await ask(kernel, own, [
      node('mine', global('cus', 10)),
      node('contact', global('con', 21)),
      node('foreign', global('cus', 90)),
      node('type', global('con', 10)),
      node('hidden', global('cus', 11)),
      node('none', 'nonsense'),
      node('unknown', global('zzz', 10)),
    ]);
    expect(got.data).toEqual({
      mine: { id: global('cus', 10), name: 'Mine' },
      contact: { id: global('con', 21), name: 'Ann' },
      foreign: null,
      type: null,
      hidden: null,
      none: null,
      unknown: null,
    });
  });

  test('A41: what raises on a hidden row is never evaluated there', async () => {
    const risky = compare('Customer', 'perPoint', 'gt', '1');
    expect(await names(own, risky)).toEqual(['Mine']);
    expect(await names(own, { kind: 'not', item: { kind: 'not', item: risky } })).toEqual(['Mine']);
    expect(await names(own, null, { orderBy: [order('Customer', 'perPoint')] })).toEqual(['Mine']);
    const got = await ask(kernel, own, [{ kind: 'aggregate', key: 'a', selection: count(risky) }]);
    expect(got.data.a[0].n).toBe(1);
  });

  test('A07: a cursor that is forged, or of another order, filter or tenant, is refused', async () => {
    const page = async (actor: typeof boss, args = {}): Promise<string> =>
      (await ask(kernel, actor, [list('Customer', values('Customer', 'id'), { first: literal(1), ...args }, 'all')])).data.list.pageInfo
        .endCursor;
    const cursor = await page(boss);
    const attempt = async (after: string, args = {}, actor = boss): Promise<string> =>
      ask(kernel, actor, [list('Customer', values('Customer', 'id'), { after: literal(after), ...args })]).then(() => 'answered', code);
    expect(await attempt(cursor)).toBe('answered');
    expect(await attempt(cursor, { orderBy: [order('Customer', 'name')] })).toBe('BAD_INPUT');
    expect(await attempt(cursor, { where: compare('Customer', 'name', 'eq', 'x') })).toBe('BAD_INPUT');
    expect(await attempt(cursor, {}, { ...boss, tenant: otherTenant })).toBe('BAD_INPUT');
    const [print, values_] = cursor.split('.') as [string, string];
    expect(await attempt(`AAAA${print.slice(4)}.${values_}`)).toBe('BAD_INPUT');
    for (const forged of [
      '["x","y"]',
      '[]',
      '["2026-01-01 00:00:00+00",null]',
      'nonsense',
      '["2026-13-01 00:00:00+00","00000000-0000-7000-9000-00000000000a"]',
      '{"a":1}',
    ]) {
      expect(await attempt(`${print}.${Buffer.from(forged).toString('base64url')}`), forged).toBe('BAD_INPUT');
    }
    expect(await attempt('')).toBe('BAD_INPUT');
  });

  test.each([
    [
      'an operator without its value',
      compare('Customer', 'name', 'contains', null),
      '"contains" needs a value; isNull asks for none',
      '“contains”需要一个值；查询空值请用 isNull',
    ],
    ['an operator that is none of the kind', compare('Customer', 'name', 'has', 'x'), '"has" does not apply here', '“has”不适用于此处'],
    [
      'a list with nothing in it',
      compare('Customer', 'name', 'in', ['x', null]),
      'a list of values may not hold null; say isNull',
      '值的列表不能含 null；请用 isNull',
    ],
    ['a number that is none', compare('Customer', 'score', 'eq', 'many'), 'a number is expected', '此处应为数字'],
    [
      'an attribute that nobody defined',
      { kind: 'attribute', entity: entityOf('Customer'), attribute: 'x.none', op: 'eq', value: literal('x') } as Filter,
      'Customer has no attribute "x.none"',
      'Customer没有属性“x.none”',
    ],
  ])('%s is refused in both languages', async (_what, where, en, zh) => {
    const refusal = await ask(kernel, boss, [list('Customer', values('Customer', 'name'), { where })]).catch((error: unknown) => error);
    if (!(refusal instanceof GuanxiError)) throw new Error('it was not refused');
    expect([refusal.code, refusal.in('en'), refusal.in('zh-CN')]).toEqual(['BAD_INPUT', en, zh]);
  });

  test("`system` reads with the plugin's permissions, whatever the actor has", async () => {
    const got = await ask(kernel, actorWith([]), [list('Customer', values('Customer', 'name'), {}, 'all')], {
      system: ['crm:read', 'deals:secret'],
    });
    expect(got.data.list.totalCount).toBe(3);
    const none = await ask(kernel, boss, [list('Customer', values('Customer', 'name'), {}, 'all')], { system: [] });
    expect(none.data.list).toMatchObject({ nodes: [], totalCount: 0 });
  });
});
