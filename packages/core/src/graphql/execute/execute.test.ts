import { onBothEngines } from '@guanxi/testing/database';
import { describe, expect, test } from 'vitest';
import { registry } from '../hotel.fixture.ts';
import { actorWith, id, makeWorld, manager, type World } from '../hotel-world.fixture.ts';
import type { OperationRequest } from './request.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;
const ask = async (world: World, document: string, o: Partial<OperationRequest> = {}): Promise<Json> =>
  (await world.executor.execute({ document, actor: manager, ...o })).parsed();
const codes = (answer: Json): string[] => (answer.errors ?? []).map((e: Json) => `${e.extensions.code} ${(e.path ?? []).join('.')}`.trim());

onBothEngines('operations', (open) => {
  test('reads of any depth and number are one statement, whose text is the answer', async () => {
    const world = await makeWorld(open);
    const document = `query Q($n: Int!) { guests(first: $n) { nodes { id name owner { name guests(first: 1) { nodes { name } } } stays(first: 2) { totalCount nodes { room } } } }
      staffMembers(orderBy: [{ name: DESC }]) { nodes { name } } guest(id: "${id('gst', 11)}") { budget { amount currency } } }`;
    const answer = await world.executor.execute({ document, variables: { n: 2 }, actor: manager });
    expect(world.statements).toHaveLength(1);
    expect(answer.text).toMatch(/^\{"data":\{"guests":\{"nodes":\[\{"id":"gst_/);
    expect(answer.parsed()).toMatchObject({
      data: {
        guests: { nodes: [{}, {}] },
        staffMembers: { nodes: [{ name: 'Wang' }, { name: 'Li "the" Best' }] },
        guest: { budget: { amount: '1105.5000', currency: 'CNY' } },
      },
    });
  });

  test('one plan serves requests of one shape, whoever of the same rights asks', async () => {
    const world = await makeWorld(open);
    const document =
      'query Q($w: GuestFilter, $d: OrderDirection = ASC) { guests(first: 1, where: $w, orderBy: [{ name: $d }]) { totalCount } }';
    const total = async (w: object, o: object = {}): Promise<number> =>
      (await ask(world, document, { variables: { w, ...o } })).data.guests.totalCount;
    expect(await total({ vip: { eq: true } })).toBe(3);
    expect(await total({ vip: { eq: false } })).toBe(6);
    expect(world.executor.plans).toBe(1);
    await total({ vip: { eq: false } }, { d: 'DESC' });
    await total({ vip: { ne: false } });
    expect(world.executor.plans).toBe(3);
    await ask(world, document, { variables: { w: { vip: { eq: true } } }, actor: { ...manager, staffId: id('x', 2).slice(2) } as never });
    expect(world.executor.plans).toBe(3);
    await ask(world, document, { variables: { w: { vip: { eq: true } } }, actor: actorWith(['crm:read']) });
    expect(world.executor.plans).toBe(4);
  });

  test('plans and documents are bounded', async () => {
    const world = await makeWorld(open, { maxPlans: 8 });
    for (let n = 1; n < 30; n += 1)
      await ask(world, 'query Q($o: [GuestOrder!]) { guests(orderBy: $o) { totalCount } }', {
        variables: { o: Array.from({ length: n % 7 }, () => ({ name: n % 2 ? 'ASC' : 'DESC' })) },
      });
    expect(world.executor.plans).toBeLessThanOrEqual(8);
  });

  test("computed fields, introspection and a plugin's query go together with planned reads, which are one statement", async () => {
    const world = await makeWorld(open);
    const answer = await ask(
      world,
      `{ __typename a: guests(first: 2) { nodes { greeting } } plugins(class: OPERATIONAL) { id label(locale: ZH_CN) enabled needs { id range } }
      occupancy(from: "2026-02-01") { rate at busiest { name stays(first: 1) { nodes { __typename } } } stays { nights stay { room guest { owner { name } } } } } b: staffMembers { totalCount } __schema { queryType { name } } }`,
      { actor: actorWith(['*']) },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.plugins).toEqual([
      { id: 'crm', label: '核心', enabled: true, needs: [] },
      { id: 'hotels', label: '酒店', enabled: true, needs: [{ id: 'crm', range: '^0.1.0' }] },
    ]);
    expect(answer.data.a.nodes[0].greeting).toBe('Dear 客人 10 <é>');
    expect(answer.data.occupancy).toMatchObject({
      rate: '0.5000',
      at: '2026-06-01T00:00:00.000Z',
      busiest: { stays: { nodes: [{ __typename: 'Stay' }] } },
    });
    expect(answer.data.occupancy.stays.length).toBeGreaterThan(2);
    for (const { nights, stay } of answer.data.occupancy.stays)
      expect({ nights, room: stay.room }).toMatchObject({ nights: expect.any(Number), room: expect.stringMatching(/^R/) });
    // One for the planned fields; two for the query: what its code reads, and the records of its answer.
    expect(world.statements).toHaveLength(3);
  });

  test('node and nodes answer for ids of any type, interfaces for every type behind them', async () => {
    const world = await makeWorld(open);
    const answer = await ask(
      world,
      'query Q($a: ID!, $b: [ID!]!) { node(id: $a) { __typename id ... on Guest { name happenings { nodes { __typename id at title } } } } nodes(ids: $b) { __typename ... on Stay { room } } no: node(id: "nonsense") { id } }',
      { variables: { a: id('gst', 11), b: [id('sty', 1101), id('gst', 999), id('stf', 1)] } },
    );
    expect(answer).toMatchObject({
      data: {
        node: { __typename: 'Guest', happenings: { nodes: [{ __typename: 'Stay' }, {}, {}] } },
        nodes: [{ room: 'R111' }, null, { __typename: 'Staff' }],
        no: null,
      },
    });
  });

  test("a plugin's list takes checked input, and tells whoever may not use it", async () => {
    const world = await makeWorld(open);
    const document = 'query Q($n: Int!) { longStays(nights: $n) { nodes { nights } } staffMembers { totalCount } }';
    const nights = (await ask(world, document, { variables: { n: 5 } })).data.longStays.nodes.map((n: Json) => n.nights);
    expect(nights).toEqual([...nights].sort());
    expect(Math.min(...nights)).toBeGreaterThanOrEqual(5);
    expect(codes(await ask(world, document, { variables: { n: 0 } }))).toEqual(['BAD_INPUT longStays']);
    const denied = await ask(world, document, { variables: { n: 5 }, actor: actorWith(['crm:read']) });
    expect(denied).toMatchObject({
      data: { longStays: null, staffMembers: { totalCount: 2 } },
      errors: [{ path: ['longStays'], extensions: { code: 'FORBIDDEN' } }],
    });
  });

  test("a mutation answers with its outputs, read behind the commit as selected; a refusal with user errors in the caller's language", async () => {
    const world = await makeWorld(open);
    const document =
      'mutation M($i: BookStayInput!) { a: bookStay(input: $i) { n: nights stay { room guest { name version } checkIn } mistakes: userErrors { code message path details __typename } } }';
    const input = {
      guest: id('gst', 10),
      period: { from: '2026-03-01T10:00:00+08:00', to: '2026-03-04T02:00:00Z' },
      room: { named: 'Lotus' },
      changes: { name: '新名' },
    };
    expect(await ask(world, document, { variables: { i: input } })).toEqual({
      data: {
        a: { n: 3, stay: { room: 'Lotus', guest: { name: '新名', version: 2 }, checkIn: '2026-03-01T02:00:00.000Z' }, mistakes: [] },
      },
    });
    expect(await ask(world, document, { variables: { i: { ...input, room: { floor: 12 } } }, locale: 'zh-CN' })).toEqual({
      data: {
        a: {
          n: null,
          stay: null,
          mistakes: [
            { code: 'NO_SUCH_FLOOR', message: '没有 12 楼。', path: ['room', 'floor'], details: { floor: 12 }, __typename: 'UserError' },
          ],
        },
      },
    });
    const stale = await ask(world, document, { variables: { i: { ...input, expectedVersion: 1 } } });
    expect(stale.data.a).toMatchObject({ stay: null, mistakes: [{ code: 'CONFLICT' }] });
    expect((await ask(world, document, { variables: { i: input }, actor: actorWith(['crm:read']) })).data.a.mistakes[0].code).toBe(
      'FORBIDDEN',
    );
  });

  test('several mutations run one after the other; a repeated key does nothing twice', async () => {
    const world = await makeWorld(open);
    const one = `bookStay(idempotencyKey: "k1", input: { guest: "${id('gst', 10)}", period: { from: "2026-03-01T10:00:00Z" }, room: { floor: 3 } }) { stay { id } userErrors { code } }`;
    const two = `bookStay(input: { guest: "${id('gst', 10)}", period: { from: "2026-03-02T10:00:00Z" }, room: { floor: 4 }, changes: { born: null } }) { stay { room guest { stays { totalCount } born } } }`;
    const answer = await ask(world, `mutation { first: ${one} second: ${two} third: ${one} }`);
    expect(answer.data.second.stay).toEqual({ room: '4', guest: { stays: { totalCount: 4 }, born: null } });
    expect(answer.data.third.stay.id).toBe(answer.data.first.stay.id);
  });

  test('DATA-06: a failing resolver leaves a hole with its path; what is inside stays inside', async () => {
    const world = await makeWorld(open);
    const answer = await ask(world, '{ occupancy(from: "2026-01-01", rooms: 0) { rate } guests(first: 1) { totalCount } }');
    expect(answer).toMatchObject({
      data: { occupancy: null, guests: { totalCount: 12 } },
      errors: [{ path: ['occupancy'], extensions: { code: 'INTERNAL', reference: expect.any(String) } }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/srv|burnt|select/);
    expect(JSON.stringify(world.logged)).toContain('burnt down');
  });

  test('a root field that cannot be read leaves a hole; the others answer', async () => {
    const world = await makeWorld(open);
    const document =
      '{ a: guests(where: { attributes: [{ key: "no.such", eq: 1 }] }) { totalCount } b: guests(first: 100000) { totalCount } c: guests(where: { name: null }) { totalCount } d: guests { totalCount } }';
    const answer = await ask(world, document);
    expect(answer.data).toEqual({ a: null, b: null, c: null, d: { totalCount: 12 } });
    expect(codes(answer)).toEqual(['BAD_INPUT a', 'LIMIT_EXCEEDED b', 'BAD_INPUT c']);
    expect(await ask(world, document, { withoutText: true })).toEqual(answer);
    expect(codes(await ask(world, '{ guests(where: { id: { eq: "stf_0" } }) { totalCount } }'))).toEqual(['BAD_INPUT guests']);
  });

  test('a field without its right is null with a path, in text and through graphql-js alike', async () => {
    const world = await makeWorld(open);
    const document = '{ guests(first: 2) { nodes { name secret } } stays(first: 1) { totalCount } }';
    const actor = actorWith(['crm:read']);
    const answer = await world.executor.execute({ document, actor });
    expect(codes(answer.parsed())).toEqual(['FORBIDDEN guests.nodes.0.secret', 'FORBIDDEN guests.nodes.1.secret', 'FORBIDDEN stays']);
    expect((await world.executor.execute({ document, actor, withoutText: true })).text).toBe(answer.text);
    expect(codes(await ask(world, '{ guests(where: { secret: { eq: "s11" } }) { totalCount } }', { actor }))).toEqual(['FORBIDDEN guests']);
  });
});

onBothEngines('explain', (open) => {
  test('tells the plan, the one statement and what JavaScript does', async () => {
    const world = await makeWorld(open);
    const text = await world.executor.explain({
      document: '{ guests(where: { vip: { eq: true } }) { nodes { name stays { totalCount } } } occupancy(from: "2026-01-01") { rate } }',
      actor: manager,
    });
    expect(text).toMatch(/^1 statement over 2 tables \(crm_guest, hotels_stay\)/);
    expect(text).toContain('guests: list of Guest, where vip eq');
    expect(text).toContain('occupancy: resolved in JavaScript');
    expect(
      await world.executor.explain({
        document: 'mutation M($i: BookStayInput!) { bookStay(input: $i) { nights } }',
        variables: { i: { guest: 'x', period: { from: '2026-01-01T00:00:00Z' }, room: { floor: 1 } } },
        actor: manager,
      }),
    ).toContain('bookStay: command of hotels');
    await expect(world.executor.explain({ document: '{ nothing }', actor: manager })).rejects.toThrow(/nothing/);
  });
});

onBothEngines('the escape hatch', (open) => {
  test("a plugin's own fields stand beside derived ones", async () => {
    const graphql = new Map([
      [
        'hotels',
        (builder: unknown) =>
          (builder as Json).queryField('hello', (f: Json) =>
            f.string({ resolve: (_: unknown, __: unknown, context: Json) => `hello ${context.actor.kind}` }),
          ),
      ],
    ]);
    const world = await makeWorld(open, { registry: { ...registry, graphql } });
    expect(await ask(world, '{ hello guests(first: 1) { totalCount } }')).toEqual({
      data: { hello: 'hello staff', guests: { totalCount: 12 } },
    });
    expect(world.statements).toHaveLength(1);
  });
});

describe('requests that are refused', () => {
  onBothEngines('before anything runs', (open) => {
    test('have no data, a code, and nothing of the inside', async () => {
      const world = await makeWorld(open, { choices: { enabled: new Set(['crm']) } });
      const refusedWith = async (document: string, o: Partial<OperationRequest> = {}): Promise<string[]> => {
        const answer = await world.executor.execute({ document, actor: manager, ...o });
        expect(answer.hasData).toBe(false);
        expect(answer.parsed()).not.toHaveProperty('data');
        return codes(answer.parsed());
      };
      expect(await refusedWith('{ guests { ')).toEqual(['GRAPHQL_PARSE_FAILED']);
      expect(await refusedWith('{ guests { nothing } }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      // G11: it is installed, and this tenant does not use it.
      expect(await refusedWith('{ stays { totalCount } }')).toEqual(['PLUGIN_UNAVAILABLE']);
      expect(await refusedWith('query A { __typename } query B { __typename }')).toEqual(['BAD_INPUT']);
      expect(await refusedWith('query A { __typename }', { operationName: 'constructor' })).toEqual(['BAD_INPUT']);
      expect(
        await refusedWith('query Q($d: Date) { guests(where: { born: { eq: $d } }) { totalCount } }', { variables: { d: '2026-02-30' } }),
      ).toEqual(['BAD_INPUT']);
      expect(await refusedWith('{ __typename }', { actor: null as never })).toEqual(['UNAUTHENTICATED']);
      expect(world.statements).toEqual([]);
    });

    test('A25: keys and names that mean something to JavaScript, and text that nobody can store', async () => {
      const world = await makeWorld(open);
      const text = 'query Q($v: String, $w: GuestFilter) { guests(where: { name: { eq: $v }, and: [$w] }) { totalCount } }'
        .replace('[$w]', '[{ not: $w }]')
        .replace('$w: GuestFilter', '$w: GuestFilter = {}');
      const send = (variables: string) => ask(world, text, { variables: JSON.parse(variables) });
      expect(codes(await send('{"v":"a\\u0000"}'))).toEqual(['BAD_INPUT']);
      expect(codes(await send('{"v":"\\ud800"}'))).toEqual(['BAD_INPUT']);
      expect(codes(await send('{"__proto__":{"v":"x"}}'))).toEqual(['BAD_INPUT']);
      expect(codes(await send('{"w":{"__proto__":{"name":{"eq":"x"}}}}'))).toEqual(['BAD_INPUT']);
      expect(codes(await send('{"w":{"constructor":{"eq":"x"}}}'))).toEqual(['BAD_INPUT']);
      expect(codes(await ask(world, '{ __proto__: guests { totalCount } }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      expect(
        (await ask(world, '{ constructor: guests(first: 1) { toString: totalCount hasOwnProperty: nodes { valueOf: name } } }')).data
          .constructor.toString,
      ).toBe(12);
    });
  });
});
