/** The bounds of the engine hold on every transport alike: what one request may ask, and how much in a minute. */
import { crm } from '@guanxi/core/crm';
import { createTestEngine } from '@guanxi/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createServer, type ServerOptions } from './index.ts';
import { tokens } from './testing/tokens.fixture.ts';
import { transportNames, transports } from './testing/transports.fixture.ts';

const rate = { costPerMinute: 20_000, commandsPerMinute: 30, streamsPerMinute: 6 };
const limits = { rate, maxCost: 10_000 };
const open = () => createTestEngine({ plugins: [crm()], engine: 'embedded', limits });
let t: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  t = await open();
});
afterAll(() => t.close());

/** A server over the engine of all, and somebody who has asked for nothing yet. */
async function serve(options: Partial<ServerOptions> = {}) {
  const known = tokens();
  const person = await t.staff();
  const server = createServer(
    { ...t.engine, as: t.engine.as, close: async () => undefined },
    { authenticate: known.authenticate, port: 0, ...options },
  );
  onTestFinished(() => server.close());
  const { url } = await server.listen();
  const token = known.for(person.actor);
  const batch = (operations: readonly object[], headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(operations),
    });
  return { ...transports(url, token), url, person, batch };
}

const ids = Array.from({ length: 20_000 }, (_, i) => `cus_${String(i).padStart(32, '0')}`);
const refused = {
  'A30 aliases that together cost too much': {
    query: `{ ${Array.from({ length: 3 }, (_, i) => `a${i}: customers(first: 200) { nodes { interactions(first: 20) { totalCount } } }`).join(' ')} }`,
  },
  'G13 too many root fields': { query: `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(' ')} }` },
  'A40 first: 1e9': { query: '{ customers(first: 1000000000) { totalCount } }' },
  'G13 lists in lists': { query: '{ customers(first: 500) { nodes { interactions(first: 500) { totalCount } } } }' },
} as const;
const longer = {
  'A30 500 aliases of an expensive field': {
    query: `{ ${Array.from({ length: 500 }, (_, i) => `a${i}: customersAggregate { count }`).join(' ')} }`,
  },
  'A40 a long in': { query: 'query Q($ids: [ID!]) { customers(where: { id: { in: $ids } }) { totalCount } }', variables: { ids } },
  'A40 nested brackets': { query: `{ customers(where: ${'{ not: '.repeat(5_000)}{}${' }'.repeat(5_000)}) { totalCount } }` },
  'G13 too many tokens': { query: `{ customers { nodes { ${'name '.repeat(21_000)} } } }` },
  'A40 nested variables': {
    query: 'query Q($w: CustomerFilter) { customers(where: $w) { totalCount } }',
    variables: { w: JSON.parse(`${'{"not":'.repeat(1_000)}{}${'}'.repeat(1_000)}`) as object },
  },
} as const;

describe.each(transportNames)('over %s', (name) => {
  // URLs of that length Node itself refuses.
  test.each(Object.entries(name === 'GET' ? refused : { ...refused, ...longer }))('%s', async (_what, asked) => {
    const { [name]: ask } = await serve();
    const answer = await ask(asked);
    expect(answer).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { what: expect.any(String), limit: expect.any(Number) } });
  });

  test('A40 first: -1 is the fault of the caller', async () => {
    const { [name]: ask } = await serve();
    expect((await ask({ query: '{ customers(first: -1) { totalCount } }' })).code).toBe('BAD_INPUT');
  });

  test('A40 text that a search or a pattern would take long for is answered soon', async () => {
    const { [name]: ask } = await serve();
    const words = [
      'a'.repeat(4_000),
      '%'.repeat(4_000),
      '(a+)+$'.repeat(600),
      '\\'.repeat(4_001),
      '上'.repeat(1_200),
      `${'a '.repeat(1_500)}`,
      "'&|!:*()<->".repeat(300),
    ];
    for (const text of words) {
      const started = performance.now();
      const query =
        'query Q($s: String) { customers(search: $s) { totalCount } b: customers(where: { name: { contains: $s } }) { totalCount } }';
      const answer = await ask({ query, variables: { s: text } });
      expect(answer.code === undefined || answer.code === 'BAD_INPUT' || answer.code === 'LIMIT_EXCEEDED', answer.text.slice(0, 300)).toBe(
        true,
      );
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });

  test('A07 a cursor that is forged, or of another list, is refused', async () => {
    const { [name]: ask, person } = await serve();
    await person.execute(
      'mutation { createCustomer(input: { name: "甲", kind: ORGANISATION, confirmNew: true }) { userErrors { code } } }',
    );
    const query = 'query Q($after: String) { customers(first: 1, after: $after, orderBy: [{ name: ASC }]) { pageInfo { endCursor } } }';
    const { data } = await ask({ query: query.replace('ASC', 'DESC') });
    const { endCursor } = (data as { customers: { pageInfo: { endCursor: string } } }).customers.pageInfo;
    expect(endCursor).not.toBe('');
    for (const after of [endCursor, 'AAAA', `${endCursor}x`, '__proto__', "' or 1=1 --"])
      expect((await ask({ query, variables: { after } })).code).toMatch(/^(BAD_INPUT|CURSOR_INVALID)$/);
  });

  test('more than one may ask for in a minute is refused with how long to wait', async () => {
    const { [name]: ask } = await serve();
    const query = '{ customers(first: 200) { nodes { interactions(first: 40) { totalCount } } } }';
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await ask({ query }));
    const [first, , , last] = answers;
    expect(first?.code).toBe('LIMIT_EXCEEDED');
    expect(last?.code).toBe('LIMIT_EXCEEDED');
    const dear = '{ customers(first: 200) { nodes { interactions(first: 20) { nodes { id } } } } }';
    const codes = [];
    for (let i = 0; i < 6; i += 1) codes.push(await ask({ query: dear }));
    const limited = codes.find(({ code }) => code === 'RATE_LIMITED');
    expect(limited).toMatchObject({ details: { what: 'cost of operations', limit: 20_000, retryAfter: expect.any(Number) } });
    expect(limited?.status).toBe(name === 'WebSocket' ? 0 : 429);
    if (name !== 'WebSocket') expect(limited?.headers.get('retry-after')).toBe(String(limited?.details?.['retryAfter']));
    // Everybody has their own.
    expect((await (await serve())[name]({ query: dear })).code).toBeUndefined();
  });
});

test('commands and streams have bounds of their own', async () => {
  const { POST, SSE } = await serve();
  const command = 'mutation { createCustomer(input: { name: " ", kind: PERSON }) { userErrors { code } } }';
  for (let i = 0; i < rate.commandsPerMinute; i += 1) expect((await POST({ query: command })).code).toBeUndefined();
  expect((await POST({ query: command })).details).toMatchObject({ what: 'commands', limit: 30 });
  const live = 'query @live { customers { totalCount } }';
  for (let i = 0; i < rate.streamsPerMinute; i += 1) expect((await SSE({ query: live })).code).toBeUndefined();
  const refusedStream = await SSE({ query: live });
  expect(refusedStream).toMatchObject({ status: 429, details: { what: 'subscriptions and live queries' } });
  expect((await POST({ query: '{ customers { totalCount } }' })).code).toBeUndefined();
});

describe('A29 batches', () => {
  const operation = { query: '{ customers(first: 100) { nodes { interactions(first: 20) { nodes { id } } } } }' };

  test('1,000 operations in an array are refused, whoever allows arrays or not', async () => {
    const many = Array.from({ length: 1_000 }, () => operation);
    const off = await (await serve()).batch(many);
    expect([off.status, await off.text()]).toEqual([400, expect.stringContaining('BAD_INPUT')]);
    const on = await (await serve({ maxBatch: 10 })).batch(many);
    expect([on.status, await on.json()]).toEqual([
      413,
      { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'LIMIT_EXCEEDED' }) })] },
    ]);
  });

  test('an array may cost what one operation may', async () => {
    const { batch } = await serve({ maxBatch: 10 });
    const four = await batch(Array.from({ length: 4 }, () => operation));
    expect(await four.json()).toHaveLength(4);
    const five = await batch(Array.from({ length: 5 }, () => operation));
    expect([five.status, await five.text()]).toEqual([413, expect.stringContaining('cost is 10500; the limit is 10000.')]);
  });

  test('what is wrong among several is told in its place; an idempotency key would be that of all', async () => {
    const { batch } = await serve({ maxBatch: 10 });
    const answers = (await (await batch([{ query: '{ __typename }' }, { query: '{ nothing }' }])).json()) as { errors?: unknown[] }[];
    expect(answers.map(({ errors }) => errors === undefined)).toEqual([true, false]);
    expect((await batch([{ query: '{ __typename }' }], { 'idempotency-key': 'k' })).status).toBe(400);
  });
});
