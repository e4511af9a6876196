/** What one request may ask: counted over all of it, and refused before anything of it runs. */
import { onBothEngines } from '@guanxi/testing/database';
import { describe, expect, test } from 'vitest';
import type { OperationRequest } from '../execute/request.ts';
import { actorWith, everything, id, makeWorld, manager, type World } from '../hotel-world.fixture.ts';

type Variables = Readonly<Record<string, unknown>>;
const many = (n: number, text: (i: number) => string): string => Array.from({ length: n }, (_, i) => text(i)).join(' ');

onBothEngines('what one request may ask', (open) => {
  let shared: World | null = null;
  const world = async (): Promise<World> => (shared ??= await makeWorld(open));

  /** The one error, where nothing ran: neither in the database nor in a plugin. */
  async function refusal(document: string, variables: Variables = {}, o: Partial<OperationRequest> = {}) {
    const { executor, statements } = await world();
    const before = statements.length;
    const answer = await executor.execute({ document, variables, actor: manager, ...o });
    expect(statements).toHaveLength(before);
    expect(answer.hasData).toBe(false);
    const [error, ...more] = answer.parsed().errors ?? [];
    expect(more).toEqual([]);
    const details = error?.extensions['details'] as Variables | undefined;
    return { code: error?.extensions.code, ...details, message: error?.message ?? '' };
  }
  const measure = async (document: string, variables: Variables = {}) => {
    const { asked, reads } = await (await world()).executor.ask({ document, variables, actor: manager });
    if (!asked.ok) throw new Error(asked.errors[0]?.message);
    return { ...asked.asking.measure, asking: asked.asking, reads };
  };

  test('A30 500 aliases of an expensive field are one request, and too many', async () => {
    const counted = await refusal(`{ ${many(500, (i) => `a${i}: guestsAggregate { count }`)} }`);
    expect(counted).toMatchObject({ code: 'LIMIT_EXCEEDED', what: 'aliases', actual: 500, limit: 100 });
    expect(counted.message).toBe('aliases is 500; the limit is 100. Ask for it in several requests.');
    // Without an alias too many, and each of them below the bound by itself.
    const dear = (i: number) => `a${i}: guests(first: 500) { nodes { stays(first: 20) { nodes { room } } } }`;
    expect((await measure(`{ ${dear(0)} }`)).cost).toBe(500 * 21);
    expect(await refusal(`{ ${many(40, dear)} }`)).toMatchObject({ code: 'LIMIT_EXCEEDED', what: 'cost', actual: 40 * 500 * 21 });
    expect(await refusal(`{ ${many(60, (i) => `a${i}: staffMembers { totalCount }`)} }`)).toMatchObject({
      what: 'root fields',
      actual: 60,
    });
  });

  test('A30 replies of commands, queries of plugins and the past count like any list', async () => {
    const book = `bookStay(input: { guest: "${id('gst', 10)}", period: { from: "2026-03-01T10:00:00Z" }, room: { floor: 3 } })`;
    const guest = (n: number) => `guest { owner { guests(first: ${n}) { nodes { stays(first: 500) { nodes { room } } } } } }`;
    const reply = (n: number) => `stay { ${guest(n)} }`;
    expect((await measure(`mutation { ${book} { ${reply(1)} } }`)).cost).toBe(10 + 1 + 1 + 1 + 1 + 1 * 501);
    expect(await refusal(`mutation { cheap: ${book} { nights } dear: ${book} { ${reply(499)} } }`)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      what: 'cost',
    });
    expect(await refusal(`{ occupancy(from: "2026-01-01") { stays { stay { ${guest(25)} } } } }`)).toMatchObject({
      what: 'cost',
    });
    const { cost, commands } = await measure(`mutation { a: ${book} { nights } b: ${book} { nights } }`);
    expect({ cost, commands }).toEqual({ cost: 22, commands: 2 });
  });

  test('G13 a plan costs what was counted before it was made', async () => {
    const documents = [
      '{ guests { totalCount nodes { name nameLength budget { amount } owner { name guests(first: 3) { edges { node { vip } } } } } } }'.replace(
        'nameLength ',
        '',
      ),
      '{ guest(id: "gst_x") { stays(last: 7) { nodes { guest { name } } } } staffMembers(first: 0) { nodes { name } } guestsAggregate { count } }',
      'query Q($n: Int) { guests(first: $n) { nodes { name } } longStays(nights: 3, first: 4) { edges { cursor } totalCount } }',
      `{ changes(subject: "${id('gst', 10)}", first: 9) { nodes { at fields { name } } } __typename }`,
    ];
    for (const document of documents) {
      const { cost, depth, asking, reads } = await measure(document, document.includes('$n') ? { n: 12 } : {});
      const { plan } = reads.query(asking, false);
      expect({ cost, depth }).toEqual({ cost: plan.cost, depth: plan.depth });
    }
  });

  test('G13 it hangs on the sizes and switches of each request', async () => {
    const document =
      'query Q($n: Int = 2, $ids: [ID!]!, $deep: Boolean = false) { nodes(ids: $ids) { id } guests(first: $n) { nodes { owner @include(if: $deep) { guests { totalCount } } } } }';
    const cost = async (variables: Variables): Promise<number> => (await measure(document, variables)).cost;
    expect(await cost({ ids: [] })).toBe(2);
    expect(await cost({ ids: ['a', 'b', 'c'], n: 5 })).toBe(3 + 5);
    expect(await cost({ ids: ['a', 'b', 'c'], n: 5, deep: true })).toBe(3 + 5 * (1 + 1 + 20 + 20));
    expect(await cost({ ids: [], n: null })).toBe(20);
    expect(await cost({ ids: [] })).toBe(2);
    for (let n = 0; n < 500; n += 1) await cost({ ids: [], n });
    expect(await cost({ ids: [], n: 400 })).toBe(400);
  });

  test('G13 depth is of records in records, also in a reply', async () => {
    const deep = (n: number): string => (n === 0 ? 'name' : `owner { guests(first: 1) { nodes { ${deep(n - 1)} } } }`);
    expect((await measure(`{ guests(first: 1) { nodes { ${deep(7)} } } }`)).depth).toBe(15);
    expect(await refusal(`{ guests(first: 1) { nodes { ${deep(8)} } } }`)).toMatchObject({ what: 'depth', actual: 17, limit: 15 });
    const reply = `mutation ($i: BookStayInput!) { bookStay(input: $i) { stay { guest { ${deep(7)} } } } }`;
    const i = { guest: id('gst', 10), period: { from: '2026-03-01T10:00:00Z' }, room: { floor: 3 } };
    expect(await refusal(reply, { i })).toMatchObject({ what: 'depth' });
  });

  test('G13 fragments that multiply each other are counted opened, and not opened for ever', async () => {
    const tree = many(
      14,
      (i) => `fragment F${i} on Guest { a: owner { guests { nodes { ...F${i + 1} } } } b: owner { guests { nodes { ...F${i + 1} } } } }`,
    );
    const document = `{ guests { nodes { ...F0 } } } ${tree} fragment F14 on Guest { name }`;
    const started = performance.now();
    expect(await refusal(document)).toMatchObject({ code: 'LIMIT_EXCEEDED', what: 'selected fields', limit: 10_000 });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('G13 tokens, nesting and directives of a document', async () => {
    expect(await refusal(`{ guests { nodes { ${'name '.repeat(20_000)} } } }`)).toMatchObject({
      what: 'tokens of the document',
      actual: '20001+',
    });
    const nested = `{ guests(where: ${'{ not: '.repeat(5_000)}{}${' }'.repeat(5_000)}) { totalCount } }`;
    expect(await refusal(nested)).toMatchObject({ what: 'nesting of the document', actual: 101, limit: 100 });
    expect(await refusal(`{ __typename ${'@include(if: true) '.repeat(101)} }`)).toMatchObject({ what: 'directives', actual: 101 });
    expect(await refusal(`{ ${'{ '.repeat(5_000)}`)).toMatchObject({ what: 'nesting of the document' });
  });

  test('A40 variables that are too much or too deep', async () => {
    const document = 'query Q($w: GuestFilter, $s: String) { guests(where: $w, search: $s) { totalCount } }';
    expect(await refusal(document, { s: 'x'.repeat(2_000_000) })).toMatchObject({ what: 'size of the variables', limit: 1_048_576 });
    const deep = JSON.parse(`${'{"not":'.repeat(50_000)}{}${'}'.repeat(50_000)}`) as object;
    expect(await refusal(document, { w: deep })).toMatchObject({ what: 'nesting of the variables', limit: 100 });
    expect(await refusal(document, { unused: Array.from({ length: 140_000 }, () => 0) })).toMatchObject({ what: 'size of the variables' });
  });

  test('A40 lists and pages beyond their bounds are refused under their field, and nothing is asked of the database', async () => {
    const { executor, statements } = await world();
    const before = statements.length;
    const codes = async (args: string, variables: Variables = {}, declared = ''): Promise<unknown> => {
      const answer = await executor.execute({ document: `query Q${declared} { guests${args} { totalCount } }`, variables, actor: manager });
      return answer.parsed().errors?.map(({ extensions }) => extensions.code);
    };
    expect(await codes('(first: -1)')).toEqual(['BAD_INPUT']);
    expect(await codes('(last: 1000000000)')).toEqual(['LIMIT_EXCEEDED']);
    const ids = Array.from({ length: 50_000 }, (_, i) => id('gst', i));
    expect(await codes('(where: { id: { in: $ids } })', { ids }, '($ids: [ID!])')).toEqual(['LIMIT_EXCEEDED']);
    expect(await codes('(first: $n)', { n: 1e9 }, '($n: Int)')).toEqual(['LIMIT_EXCEEDED']);
    expect(statements).toHaveLength(before);
  });

  test('A40 a reply that could not be answered is found out before its command runs', async () => {
    const { executor, database } = await world();
    const count = async () => (await database.query({ text: 'select count(*)::int as n from crm.hotels_stay' })).rows[0]?.['n'];
    const before = await count();
    const document =
      'mutation M($i: BookStayInput!, $n: Int) { bookStay(input: $i) { stay { guest { stays(first: $n) { nodes { room } } } } } }';
    const i = { guest: id('gst', 10), period: { from: '2026-03-01T10:00:00Z' }, room: { floor: 3 } };
    for (const n of [-1, 1e9, 501]) {
      const { errors } = (await executor.execute({ document, variables: { i, n }, actor: manager })).parsed();
      expect(errors).toHaveLength(1);
    }
    expect(await count()).toBe(before);
  });

  describe('A32 the schema', () => {
    const clerk = actorWith(['crm:read']);
    const reader = actorWith([...(everything as readonly string[]), 'engine:schema:read']);

    test.each([
      '{ __schema { types { name } } }',
      '{ x: __type(name: "Guest") { name } }',
      '{ ...F } fragment F on Query { __schema { queryType { name } } }',
    ])('is for those who may read it: %s', async (document) => {
      expect(await refusal(document, {}, { actor: clerk })).toMatchObject({
        code: 'FORBIDDEN',
        message: 'You may not do this: Read the schema of the API is needed.',
      });
      const { executor } = await world();
      for (const actor of [reader, actorWith(['*'])])
        expect((await executor.execute({ document, actor })).parsed()).not.toHaveProperty('errors');
    });

    test('__typename is nobody’s secret', async () => {
      const { executor } = await world();
      expect((await executor.execute({ document: '{ __typename staffMembers { __typename } }', actor: clerk })).parsed()).toEqual({
        data: { __typename: 'Query', staffMembers: { __typename: 'StaffConnection' } },
      });
    });

    test.each<[document: string, variables?: Variables]>([
      ['{ guest(id: "x") { nam } }'],
      ['{ guests(wher: {}) { totalCount } }'],
      ['{ guests(where: { nam: { eq: "x" } }) { totalCount } }'],
      ['{ guests(orderBy: [{ name: ASCC }]) { totalCount } }'],
      ['query Q($w: GuestFiltr) { guests(where: $w) { totalCount } }'],
      ['{ node(id: "x") { name } }'],
      ['query Q($w: GuestFilter) { guests(where: $w) { totalCount } }', { w: { nam: { eq: 'What did you mean?' } } }],
      ['query Q($o: [GuestOrder!]) { guests(orderBy: $o) { totalCount } }', { o: [{ name: 'ASCC' }] }],
    ])('names of it are proposed to the same only: %s', async (document, variables = {}) => {
      const { executor } = await world();
      const told = async (actor: typeof clerk) =>
        (await executor.execute({ document, variables, actor }))
          .parsed()
          .errors?.map((e) => e.message)
          .join() ?? '';
      expect(await told(reader)).toMatch(/Did you mean [^?]+\?/);
      expect(await told(clerk)).not.toMatch(/Did you mean/);
      expect(await told(clerk)).not.toBe('');
    });
  });
});
