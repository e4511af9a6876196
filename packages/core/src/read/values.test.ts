import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { AggregateSelection, ConnectionSelection, Filter, Item, ListArguments, Root } from './selection.ts';
import {
  actorWith,
  ask,
  entityOf,
  everything,
  fieldOf,
  kernelOver,
  literal,
  noArguments,
  prepareHouse,
  type TestKernel,
  uuid,
} from './testing/kernel.fixture.ts';
import { compare, list, order, record, value, values } from './testing/selections.fixture.ts';

import { attributes, fillHouse } from './testing/values.fixture.ts';

const _code = (error: unknown): string => (error as { code?: string }).code ?? String(error);

onBothEngines('values and lists of every kind', (open) => {
  let kernel: TestKernel;
  const boss = actorWith(everything);

  beforeAll(async () => {
    const database = await open({ prepare: prepareHouse });
    kernel = kernelOver(database, { attributes });
    await fillHouse(database);
  });

  const names = async (args: Partial<ListArguments>, actor = boss): Promise<string[]> =>
    (await ask(kernel, actor, [list('Customer', values('Customer', 'name'), args)])).data.list.nodes.map((n: { name: string }) => n.name);
  const attribute = (key: string, op: Extract<Filter, { kind: 'attribute' }>['op'], of: unknown): Filter => ({
    kind: 'attribute',
    entity: entityOf('Customer'),
    attribute: key,
    op,
    value: literal(of),
  });
  const customer = (items: readonly Item[]): Root => ({
    kind: 'record',
    key: 'c',
    id: literal(uuid(10)),
    selection: record('Customer', items),
  });

  test('computed fields are filled in one call for all rows, a failing one is an error at its place, and the order of keys is kept', async () => {
    const long = 'x'.repeat(80);
    const got = await ask(kernel, boss, [
      customer([...values('Customer', 'summary', 'broken', 'extra'), value('Customer', 'name', long), value('Customer', 'score', 'r')]),
    ]);
    expect(JSON.stringify(got.data.c)).toBe(
      `{"summary":"王芳/2026-05-05T05:05:05.005Z","broken":null,"extra":{"a":[1,{"c":null}],"b":1},"${long}":"王芳","r":4}`,
    );
    expect(got.errors).toEqual([{ path: 'c.broken', code: 'out of order' }]);
  });

  test('one- and two-character Chinese, Latin, full pinyin, initials, codes and parts of words find; other fields do not, nor hidden ones (A05)', async () => {
    for (const [search, found] of Object.entries({
      王: ['王芳'],
      王芳: ['王芳'],
      wangfang: ['王芳'],
      wf: ['王芳'],
      'fang wang': ['Fang Wang Ltd', '王芳'],
      ang: ['欧阳修 100%', 'Fang Wang Ltd', '王芳'],
      海展: ['王芳'],
      'hs-2 04': ['王芳'],
      'hs-2': [],
      'ＨＳ-204': ['王芳'],
      oyx: ['欧阳修 100%'],
      ouyang: ['欧阳修 100%'],
      secret: ['王芳'],
      芳王: [],
      gwan: [],
      100: ['欧阳修 100%'],
    })) {
      expect(await names({ search: literal(search) }), search).toEqual(found);
    }
    // A match in a field that may not be read is none.
    const blind = actorWith(['crm:read', 'deals:secret']);
    expect(await names({ search: literal('secret') }, blind)).toEqual([]);
    expect(await names({ search: literal('wf') }, blind)).toEqual(['王芳']);
    expect(await names({ search: literal('  ') })).toHaveLength(3);
    const page = await ask(kernel, boss, [
      list('Customer', values('Customer', 'name'), { search: literal('wang'), first: literal(1) }, 'all'),
    ]);
    expect(page.data.list).toMatchObject({ nodes: [{ name: 'Fang Wang Ltd' }], totalCount: 2, pageInfo: { hasNextPage: true } });
  });

  test('attributes come as one object by key, and are filtered, sorted and grouped by like columns', async () => {
    const got = await ask(kernel, boss, [
      customer([
        { kind: 'attributes', key: 'all', keys: null },
        { kind: 'attributes', key: 'some', keys: ['x.tone', 'x.fee'] },
      ]),
    ]);
    const keeper = `stf_${uuid(1).replaceAll('-', '')}`;
    expect(got.data.c).toEqual({
      all: {
        'x.size': '12.5',
        'x.tone': 'warm',
        'x.since': '2026-02-03',
        'x.tags': ['a', 'b'],
        'x.fee': { amount: '3.5', currency: 'EUR' },
        'x.keeper': keeper,
        'x.vip': true,
      },
      some: { 'x.tone': 'warm', 'x.fee': { amount: '3.5', currency: 'EUR' } },
    });
    for (const where of [
      attribute('x.size', 'gt', '10'),
      attribute('x.size', 'eq', '12.50'),
      attribute('x.tone', 'eq', 'warm'),
      attribute('x.tone', 'in', ['warm', 'cold']),
      attribute('x.tone', 'contains', 'AR'),
      attribute('x.since', 'eq', '2026-02-03'),
      attribute('x.since', 'lt', '2026-02-04'),
      attribute('x.tags', 'has', 'b'),
      attribute('x.tags', 'hasAll', ['a', 'b']),
      attribute('x.fee', 'gte', '3.5'),
      attribute('x.keeper', 'eq', keeper),
      attribute('x.vip', 'eq', true),
      attribute('x.vip', 'isNull', false),
    ]) {
      expect(await names({ where }), where.kind === 'attribute' ? `${where.attribute} ${where.op}` : '').toEqual(['王芳']);
    }
    expect(await names({ where: attribute('x.tone', 'ne', 'warm') })).toHaveLength(2);
    expect(await names({ orderBy: [{ through: [], field: null, attribute: 'x.size', direction: 'ASC' }] })).toEqual([
      'Fang Wang Ltd',
      '王芳',
      '欧阳修 100%',
    ]);
    await expect(names({ where: attribute('x.none', 'eq', 1) })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  test("a list over an interface merges its implementers, newest first, in pages of each reader's own", async () => {
    const node = {
      kind: 'abstract' as const,
      cases: new Map(
        ['Visit', 'Deal'].map((e) => [
          e,
          record(e, [
            { kind: 'typename', key: '__typename', value: e },
            ...['at', 'title'].map(
              (name): Item => ({ kind: 'shape', key: name, of: kernel.model.interfaces.get('Timeline') as never, name }),
            ),
          ]),
        ]),
      ),
    };
    const connection: ConnectionSelection<typeof node> = {
      typeName: 'T',
      items: [
        { kind: 'nodes', key: 'nodes', selection: node },
        {
          kind: 'pageInfo',
          key: 'page',
          parts: [
            { key: 'more', part: 'hasNextPage' },
            { key: 'end', part: 'endCursor' },
          ],
        },
        { kind: 'totalCount', key: 'n' },
      ],
    };
    const timeline = async (args: Partial<ListArguments>, actor = boss) =>
      (
        await ask(kernel, actor, [
          customer([{ kind: 'all', key: 't', field: fieldOf('Customer', 'timeline'), list: { ...noArguments, ...args }, connection }]),
        ])
      ).data.c.t;
    const first = await timeline({ first: literal(2) });
    expect(first).toMatchObject({
      nodes: [
        { __typename: 'Visit', at: '2026-03-03T00:00:00.000Z', title: null },
        { __typename: 'Deal', at: '2026-03-02T00:00:00.000Z', title: 'BIG' },
      ],
      page: { more: true },
      n: 3,
    });
    expect(await timeline({ first: literal(2), after: literal(first.page.end) })).toMatchObject({
      nodes: [{ title: 'first' }],
      page: { more: false },
    });
    expect((await timeline({ last: literal(1) })).nodes).toMatchObject([{ title: 'first' }]);
    expect(
      (await timeline({ kinds: literal(['Deal']), from: literal('2026-03-02T00:00:00Z'), to: literal('2026-03-03T00:00:00Z') })).nodes,
    ).toHaveLength(1);
    expect((await timeline({}, actorWith(['crm:read']))).n).toBe(2);
    const all = await ask(kernel, boss, [
      { kind: 'implementers', key: 'all', of: kernel.model.interfaces.get('Timeline') as never, list: noArguments, connection },
    ]);
    expect(all.data.all.n).toBe(4);
    const about = {
      kind: 'abstract' as const,
      cases: new Map([
        ['Customer', record('Customer', values('Customer', 'name', 'summary'))],
        ['Deal', record('Deal', values('Deal', 'title'))],
      ]),
    };
    const memos = await ask(kernel, boss, [
      list('Memo', [value('Memo', 'body'), { kind: 'any', key: 'about', field: fieldOf('Memo', 'about'), selection: about }], {
        orderBy: [order('Memo', 'body')],
      }),
    ]);
    expect(memos.data.list.nodes).toEqual([
      { body: 'm1', about: { name: '王芳', summary: '王芳/2026-05-05T05:05:05.005Z' } },
      { body: 'm2', about: { title: 'Big' } },
      { body: 'm3', about: null },
    ]);
    const ids = [`dea_${uuid(30).replaceAll('-', '')}`, 'x', `cus_${uuid(10).replaceAll('-', '')}`];
    expect((await ask(kernel, boss, [{ kind: 'nodes', key: 'n', ids: literal(ids), selection: about }])).data.n).toMatchObject([
      { title: 'Big' },
      null,
      { name: '王芳' },
    ]);
  });

  test("G4: amounts of two currencies do not add up; by currency they do. Buckets begin in the tenant's zone", async () => {
    const total = {
      kind: 'numbers' as const,
      key: 'sum',
      aggregate: 'sum' as const,
      items: [{ kind: 'field' as const, key: 'budget', field: fieldOf('Customer', 'budget') }],
    };
    const over = (o: Partial<AggregateSelection>): Root => ({
      kind: 'aggregate',
      key: 'a',
      selection: { entity: entityOf('Customer'), where: null, search: null, groupBy: [], first: null, items: [total], ...o },
    });
    const mixed = await ask(kernel, boss, [over({})]);
    expect([mixed.data.a, mixed.errors]).toEqual([[{ sum: { budget: null } }], [{ path: 'a.0.sum.budget', code: 'BAD_INPUT' }]]);
    expect((await ask(kernel, boss, [over({ where: compare('Customer', 'budget', 'eq', 'CNY', 'currency') })])).data.a).toEqual([
      { sum: { budget: '10.0000' } },
    ]);
    const key = { field: fieldOf('Customer', 'budget'), attribute: null, bucket: null, zone: null };
    expect((await ask(kernel, boss, [over({ groupBy: [key] })])).data.a).toEqual([
      { sum: { budget: '10.0000' } },
      { sum: { budget: '5.0000' } },
      { sum: { budget: null } },
    ]);
    const seen = { field: fieldOf('Customer', 'lastSeen'), attribute: null, bucket: 'DAY' as const, zone: null };
    const days = await ask(kernel, boss, [
      over({
        groupBy: [seen],
        items: [
          { kind: 'group', key: 'g', items: [{ kind: 'field', key: 'at', field: seen.field }] },
          { kind: 'count', key: 'n' },
          { kind: 'measure', key: 'share', field: fieldOf('Customer', 'share') },
        ],
      }),
    ]);
    expect(days.data.a.map((g: { g: { at: string } }) => g.g.at)).toEqual([
      '2026-01-30T16:00:00.000Z',
      '2026-01-31T16:00:00.000Z',
      '2026-05-04T16:00:00.000Z',
    ]);
    expect(days.data.a[1]).toMatchObject({ n: 1, share: '6.0000' });
  });
});
