import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { onBothEngines } from '@guanxi/testing/database';
import { bindingsOf } from '../access/actor.ts';
import type { AttributeDefinition, TenantAttributes } from '../model/attributes.ts';
import { select } from '../model/fields.ts';
import { label } from '../model/label.ts';
import { decodeRow, explainPlan, gramsOf, planRead, readerFor, rowsByIds, visibleIds } from './index.ts';
import type { AggregateSelection, ConnectionSelection, Filter, Item, ListArguments, Root } from './selection.ts';
import { Customer, customerFields, dealFields, staffFields } from './testing/house.fixture.ts';
import { actorWith, ask, entityOf, everything, fieldOf, insert, kernelOver, literal, noArguments, now, prepareHouse, type TestKernel, uuid } from './testing/kernel.fixture.ts';
import { compare, list, order, record, value, values } from './testing/selections.fixture.ts';

const definition = (n: number, key: string, type: AttributeDefinition['type'], slot: AttributeDefinition['slot'] = null): AttributeDefinition => ({
  id: uuid(900 + n), entity: 'Customer', key, type, label: label(key, key), required: false, unique: false, slot, defaultValue: null, choices: [], referenceEntity: type === 'REFERENCE' ? 'Staff' : null, classification: 'INTERNAL', retired: false,
});
const definitions = [definition(1, 'x.size', 'NUMBER'), definition(2, 'x.tone', 'TEXT'), definition(3, 'x.since', 'DATE', 'attrD1'), definition(4, 'x.tags', 'MANY_CHOICE'), definition(5, 'x.fee', 'MONEY'), definition(6, 'x.keeper', 'REFERENCE', 'attrT1'), definition(7, 'x.vip', 'BOOLEAN')];
const attributes: TenantAttributes = { revision: '1', byKey: (entity) => new Map(entity === 'Customer' ? definitions.map((d) => [d.key, d]) : []) };
const code = (error: unknown): string => (error as { code?: string }).code ?? String(error);

onBothEngines('values and lists of every kind', (open) => {
  let kernel: TestKernel;
  const boss = actorWith(everything);

  beforeAll(async () => {
    const database = await open({ prepare: prepareHouse });
    kernel = kernelOver(database, { attributes });
    await insert(database, 'Staff', [{ id: uuid(1), name: 'Li' }]);
    const grams = (name: string, code: string | null, hint: string | null, notes: string | null) => [...gramsOf(name, 'name'), ...(code ? gramsOf(code, 'exact') : []), ...(hint ? gramsOf(hint, 'text') : []), ...(notes ? gramsOf(notes, 'text') : [])];
    const attrs = { [uuid(901)]: '12.5', [uuid(902)]: 'warm', [uuid(903)]: '2026-02-03', [uuid(904)]: ['a', 'b'], [uuid(905)]: { amount: '3.5', currency: 'EUR' }, [uuid(906)]: uuid(1), [uuid(907)]: true };
    await insert(database, 'Customer', [
      { id: uuid(10), name: '王芳', code: 'HS-2 04', hint: '上海展览', notes: 'secret plan', kind: 'PERSON', ownerId: uuid(1), score: 4, budgetAmount: '10', budgetCurrency: 'CNY', extra: { b: 1, a: [1, { c: null }] }, lastSeen: '2026-05-05T05:05:05.005Z', grams: grams('王芳', 'HS-2 04', '上海展览', 'secret plan'), attrs, attrD1: '2026-02-03T00:00:00Z', attrT1: uuid(1), createdAt: '2026-01-03T00:00:00Z' },
      { id: uuid(11), name: 'Fang Wang Ltd', kind: 'ORGANISATION', score: 6, budgetAmount: '5', budgetCurrency: 'EUR', joinedOn: '2026-01-31', lastSeen: '2026-01-31T18:00:00Z', grams: grams('Fang Wang Ltd', null, null, null), attrs: { [uuid(901)]: '7' }, createdAt: '2026-01-02T00:00:00Z' },
      { id: uuid(12), name: '欧阳修 100%', kind: 'PERSON', joinedOn: '2026-02-01', lastSeen: '2026-01-31T02:00:00Z', grams: grams('欧阳修 100%', null, null, null), createdAt: '2026-01-01T00:00:00Z' },
    ]);
    await insert(database, 'Visit', [{ id: uuid(60), customerId: uuid(10), at: '2026-03-01T00:00:00Z', subject: 'first' }, { id: uuid(61), customerId: uuid(10), at: '2026-03-03T00:00:00Z' }, { id: uuid(62), customerId: uuid(11), at: '2026-03-02T00:00:00Z' }]);
    await insert(database, 'Deal', [{ id: uuid(30), customerId: uuid(10), title: 'Big', signedAt: '2026-03-02T00:00:00Z', points: 4, valueAmount: '1.25', valueCurrency: 'CNY' }]);
    await insert(database, 'Memo', [{ id: uuid(70), aboutType: 'Customer', aboutId: uuid(10), body: 'm1' }, { id: uuid(71), aboutType: 'Deal', aboutId: uuid(30), body: 'm2' }, { id: uuid(72), aboutType: 'Gone', aboutId: uuid(1), body: 'm3' }]);
  });

  const names = async (args: Partial<ListArguments>, actor = boss): Promise<string[]> =>
    (await ask(kernel, actor, [list('Customer', values('Customer', 'name'), args)])).data.list.nodes.map((n: { name: string }) => n.name);
  const attribute = (key: string, op: Extract<Filter, { kind: 'attribute' }>['op'], of: unknown): Filter => ({ kind: 'attribute', entity: entityOf('Customer'), attribute: key, op, value: literal(of) });
  const customer = (items: readonly Item[]): Root => ({ kind: 'record', key: 'c', id: literal(uuid(10)), selection: record('Customer', items) });

  test('computed fields are filled in one call for all rows, a failing one is an error at its place, and the order of keys is kept', async () => {
    const long = 'x'.repeat(80);
    const got = await ask(kernel, boss, [customer([...values('Customer', 'summary', 'broken', 'extra'), value('Customer', 'name', long), value('Customer', 'score', 'r')])]);
    expect(JSON.stringify(got.data.c)).toBe(`{"summary":"王芳/2026-05-05T05:05:05.005Z","broken":null,"extra":{"a":[1,{"c":null}],"b":1},"${long}":"王芳","r":4}`);
    expect(got.errors).toEqual([{ path: 'c.broken', code: 'out of order' }]);
  });

  test('one- and two-character Chinese, Latin, full pinyin, initials, codes and parts of words find; other fields do not', async () => {
    for (const [search, found] of Object.entries({ 王: ['王芳'], 王芳: ['王芳'], wangfang: ['王芳'], wf: ['王芳'], 'fang wang': ['Fang Wang Ltd', '王芳'], ang: ['欧阳修 100%', 'Fang Wang Ltd', '王芳'], 海展: ['王芳'], 'hs-2 04': ['王芳'], 'hs-2': [], 'ＨＳ-204': ['王芳'], oyx: ['欧阳修 100%'], ouyang: ['欧阳修 100%'], secret: ['王芳'], 芳王: [], gwan: [], 100: ['欧阳修 100%'] })) {
      expect(await names({ search: literal(search) }), search).toEqual(found);
    }
    // A05: a match in a field that may not be read is none.
    const blind = actorWith(['crm:read', 'deals:secret']);
    expect(await names({ search: literal('secret') }, blind)).toEqual([]);
    expect(await names({ search: literal('wf') }, blind)).toEqual(['王芳']);
    expect(await names({ search: literal('  ') })).toHaveLength(3);
    const page = await ask(kernel, boss, [list('Customer', values('Customer', 'name'), { search: literal('wang'), first: literal(1) }, 'all')]);
    expect(page.data.list).toMatchObject({ nodes: [{ name: 'Fang Wang Ltd' }], totalCount: 2, pageInfo: { hasNextPage: true } });
  });

  test('attributes come as one object by key, and are filtered, sorted and grouped by like columns', async () => {
    const got = await ask(kernel, boss, [customer([{ kind: 'attributes', key: 'all', keys: null }, { kind: 'attributes', key: 'some', keys: ['x.tone', 'x.fee'] }])]);
    const keeper = `stf_${uuid(1).replaceAll('-', '')}`;
    expect(got.data.c).toEqual({ all: { 'x.size': '12.5', 'x.tone': 'warm', 'x.since': '2026-02-03', 'x.tags': ['a', 'b'], 'x.fee': { amount: '3.5', currency: 'EUR' }, 'x.keeper': keeper, 'x.vip': true }, some: { 'x.tone': 'warm', 'x.fee': { amount: '3.5', currency: 'EUR' } } });
    for (const where of [attribute('x.size', 'gt', '10'), attribute('x.size', 'eq', '12.50'), attribute('x.tone', 'eq', 'warm'), attribute('x.tone', 'in', ['warm', 'cold']), attribute('x.tone', 'contains', 'AR'), attribute('x.since', 'eq', '2026-02-03'), attribute('x.since', 'lt', '2026-02-04'), attribute('x.tags', 'has', 'b'), attribute('x.tags', 'hasAll', ['a', 'b']), attribute('x.fee', 'gte', '3.5'), attribute('x.keeper', 'eq', keeper), attribute('x.vip', 'eq', true), attribute('x.vip', 'isNull', false)]) {
      expect(await names({ where }), where.kind === 'attribute' ? `${where.attribute} ${where.op}` : '').toEqual(['王芳']);
    }
    expect(await names({ where: attribute('x.tone', 'ne', 'warm') })).toHaveLength(2);
    expect(await names({ orderBy: [{ through: [], field: null, attribute: 'x.size', direction: 'ASC' }] })).toEqual(['Fang Wang Ltd', '王芳', '欧阳修 100%']);
    await expect(names({ where: attribute('x.none', 'eq', 1) })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  test('a list over an interface merges its implementers, newest first, in pages of each reader\'s own', async () => {
    const node = { kind: 'abstract' as const, cases: new Map(['Visit', 'Deal'].map((e) => [e, record(e, [{ kind: 'typename', key: '__typename', value: e }, ...['at', 'title'].map((name): Item => ({ kind: 'shape', key: name, of: kernel.model.interfaces.get('Timeline') as never, name }))])])) };
    const connection: ConnectionSelection<typeof node> = { typeName: 'T', items: [{ kind: 'nodes', key: 'nodes', selection: node }, { kind: 'pageInfo', key: 'page', parts: [{ key: 'more', part: 'hasNextPage' }, { key: 'end', part: 'endCursor' }] }, { kind: 'totalCount', key: 'n' }] };
    const timeline = async (args: Partial<ListArguments>, actor = boss) =>
      (await ask(kernel, actor, [customer([{ kind: 'all', key: 't', field: fieldOf('Customer', 'timeline'), list: { ...noArguments, ...args }, connection }])])).data.c.t;
    const first = await timeline({ first: literal(2) });
    expect(first).toMatchObject({ nodes: [{ __typename: 'Visit', at: '2026-03-03T00:00:00.000Z', title: null }, { __typename: 'Deal', at: '2026-03-02T00:00:00.000Z', title: 'BIG' }], page: { more: true }, n: 3 });
    expect(await timeline({ first: literal(2), after: literal(first.page.end) })).toMatchObject({ nodes: [{ title: 'first' }], page: { more: false } });
    expect((await timeline({ last: literal(1) })).nodes).toMatchObject([{ title: 'first' }]);
    expect((await timeline({ kinds: literal(['Deal']), from: literal('2026-03-02T00:00:00Z'), to: literal('2026-03-03T00:00:00Z') })).nodes).toHaveLength(1);
    expect((await timeline({}, actorWith(['crm:read']))).n).toBe(2);
    const all = await ask(kernel, boss, [{ kind: 'implementers', key: 'all', of: kernel.model.interfaces.get('Timeline') as never, list: noArguments, connection }]);
    expect(all.data.all.n).toBe(4);
    const about = { kind: 'abstract' as const, cases: new Map([['Customer', record('Customer', values('Customer', 'name', 'summary'))], ['Deal', record('Deal', values('Deal', 'title'))]]) };
    const memos = await ask(kernel, boss, [list('Memo', [value('Memo', 'body'), { kind: 'any', key: 'about', field: fieldOf('Memo', 'about'), selection: about }], { orderBy: [order('Memo', 'body')] })]);
    expect(memos.data.list.nodes).toEqual([{ body: 'm1', about: { name: '王芳', summary: '王芳/2026-05-05T05:05:05.005Z' } }, { body: 'm2', about: { title: 'Big' } }, { body: 'm3', about: null }]);
    const ids = [`dea_${uuid(30).replaceAll('-', '')}`, 'x', `cus_${uuid(10).replaceAll('-', '')}`];
    expect((await ask(kernel, boss, [{ kind: 'nodes', key: 'n', ids: literal(ids), selection: about }])).data.n).toMatchObject([{ title: 'Big' }, null, { name: '王芳' }]);
  });

  test('G4: amounts of two currencies do not add up; by currency they do. Buckets begin in the tenant\'s zone', async () => {
    const total = { kind: 'numbers' as const, key: 'sum', aggregate: 'sum' as const, items: [{ kind: 'field' as const, key: 'budget', field: fieldOf('Customer', 'budget') }] };
    const over = (o: Partial<AggregateSelection>): Root => ({ kind: 'aggregate', key: 'a', selection: { entity: entityOf('Customer'), where: null, search: null, groupBy: [], first: null, items: [total], ...o } });
    const mixed = await ask(kernel, boss, [over({})]);
    expect([mixed.data.a, mixed.errors]).toEqual([[{ sum: { budget: null } }], [{ path: 'a.0.sum.budget', code: 'BAD_INPUT' }]]);
    expect((await ask(kernel, boss, [over({ where: compare('Customer', 'budget', 'eq', 'CNY', 'currency') })])).data.a).toEqual([{ sum: { budget: '10.0000' } }]);
    const key = { field: fieldOf('Customer', 'budget'), attribute: null, bucket: null, zone: null };
    expect((await ask(kernel, boss, [over({ groupBy: [key] })])).data.a).toEqual([{ sum: { budget: '10.0000' } }, { sum: { budget: '5.0000' } }, { sum: { budget: null } }]);
    const seen = { field: fieldOf('Customer', 'lastSeen'), attribute: null, bucket: 'DAY' as const, zone: null };
    const days = await ask(kernel, boss, [over({ groupBy: [seen], items: [{ kind: 'group', key: 'g', items: [{ kind: 'field', key: 'at', field: seen.field }] }, { kind: 'count', key: 'n' }, { kind: 'measure', key: 'share', field: fieldOf('Customer', 'share') }] })]);
    expect(days.data.a.map((g: { g: { at: string } }) => g.g.at)).toEqual(['2026-01-30T16:00:00.000Z', '2026-01-31T16:00:00.000Z', '2026-05-04T16:00:00.000Z']);
    expect(days.data.a[1]).toMatchObject({ n: 1, share: '6.0000' });
  });

  test('what code reads comes as code has it, in one statement', async () => {
    kernel.statements.length = 0;
    const reader = readerFor(kernel, { actor: boss, attributes });
    const rows = await reader.read(select(customerFields, { name: true, lastSeen: true, budget: true, owner: select(staffFields, { name: true }), summary: true }), { where: (row, q) => sql`${row.score} = any(${[4, 5]}) and ${q.exists(Customer, (c) => sql`${c.id} = ${row.id}`)}` });
    expect(rows).toEqual([{ id: uuid(10), name: '王芳', lastSeen: new Date('2026-05-05T05:05:05.005Z'), budget: { amount: '10.0000', currency: 'CNY' }, owner: { id: uuid(1), name: 'Li' }, summary: '王芳/2026-05-05T05:05:05.005Z' }]);
    expect(await reader.readPaths('Customer', { paths: ['owner.name', 'deals.title', 'score'], ids: [uuid(10)] })).toEqual([{ id: uuid(10), 'owner.name': 'Li', 'deals.title': ['Big'], score: 4 }]);
    expect((await reader.read(select(dealFields, { customerId: true, signedAt: true }), { orderBy: 'points', limit: 1 }))[0]).toEqual({ id: uuid(30), customerId: uuid(10), signedAt: new Date('2026-03-02T00:00:00Z') });
    expect(kernel.statements).toHaveLength(3);
    await expect(readerFor(kernel, { actor: actorWith(['crm:read']), attributes }).read(select(customerFields, { notes: true }), {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('whole rows by id, locked or as the actor sees them, and which ids are visible', async () => {
    const database = await kernel.database();
    const got = await database.query(rowsByIds(kernel, entityOf('Customer'), [uuid(11), uuid(10), uuid(99)], { tenant: boss.tenant }, { lock: true }));
    expect(got.rows.map((r) => decodeRow(entityOf('Customer'), r))).toMatchObject([{ id: uuid(10), lastSeen: new Date('2026-05-05T05:05:05.005Z'), extra: { a: [1, { c: null }], b: 1 }, budgetAmount: '10.0000', version: 1 }, { id: uuid(11), joinedOn: '2026-01-31' }]);
    const own = actorWith({ 'crm:read': 'own' });
    const visible = await database.query(visibleIds(kernel, [{ entity: entityOf('Customer'), ids: [uuid(10), uuid(11)] }, { entity: entityOf('Deal'), ids: [uuid(30)] }], { actor: own, attributes }));
    expect(visible.rows).toEqual([{ entity: 'Customer', id: uuid(10) }]);
  });

  test('A40, G13: page sizes, lists, depth, cost and text that cannot be stored are refused before the database is asked', async () => {
    kernel.statements.length = 0;
    const refused = async (args: Partial<ListArguments>, o = kernel): Promise<string> => ask(o, boss, [list('Customer', values('Customer', 'name'), args)]).then(() => 'answered', code);
    expect(await refused({ first: literal(-1) })).toBe('BAD_INPUT');
    expect(await refused({ first: literal(1e9) })).toBe('LIMIT_EXCEEDED');
    expect(await refused({ first: literal(1), last: literal(1) })).toBe('BAD_INPUT');
    expect(await refused({ where: compare('Customer', 'score', 'in', Array.from({ length: 50_000 }, (_, i) => i)) })).toBe('LIMIT_EXCEEDED');
    expect(await refused({ where: compare('Customer', 'name', 'eq', 'a\u0000') })).toBe('BAD_INPUT');
    expect(await refused({ search: literal('\ud800') })).toBe('BAD_INPUT');
    expect(await refused({ where: compare('Customer', 'id', 'eq', 'con_0000000000007000900000000000000a') })).toBe('BAD_INPUT');
    const tight = { ...kernel, limits: { ...kernel.limits, maxCost: 10, maxCount: 2 } };
    expect(await refused({ first: literal(11) }, tight)).toBe('LIMIT_EXCEEDED');
    expect(kernel.statements).toHaveLength(0);
    const counted = await ask({ ...tight, limits: { ...tight.limits, maxCost: 1_000 } }, boss, [list('Customer', values('Customer', 'name'), {}, 'all')]);
    expect(counted.data.list).toMatchObject({ totalCount: 2, totalCountIsExact: false });
    expect(await ask({ ...kernel, limits: { ...kernel.limits, maxAnswerBytes: 20 } }, boss, [list('Customer', values('Customer', 'name'))]).then(() => 'answered', code)).toBe('LIMIT_EXCEEDED');
  });

  test('a plan serves other variables of its form, and says when it does not; it can be explained', () => {
    const at = (name: string, given: unknown) => ({ value: given, path: [name] });
    const plan = planRead(kernel, [list('Customer', values('Customer', 'name'), { first: at('n', 2), after: at('c', null), where: { kind: 'compare', field: fieldOf('Customer', 'name'), op: 'eq', value: at('name', 'x') } })], { actor: boss, attributes });
    expect(plan.fits({ n: 5, name: 'y' })).toBe(true);
    expect(plan.fits({ n: 5, name: null })).toBe(false);
    expect(plan.fits({ n: 5, name: 'y', c: 'cursor' })).toBe(false);
    expect(plan.bind({ variables: { n: 5, name: 'y' }, actor: bindingsOf(boss), now }).params).toContain('y');
    expect(() => plan.bind({ variables: { n: 501, name: 'y' }, actor: bindingsOf(boss), now })).toThrow('500');
    expect([...plan.tables]).toEqual(['crm_customer']);
    expect(explainPlan(plan)).toContain('list: list of Customer, where name eq');
  });
});
