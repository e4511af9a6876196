/** A32: whatever fails inside, on whichever transport: no stack, statement, path, address or secret is in the answer. */
import { GuanxiError } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createServer, type GuanxiServer } from './index.ts';
import { leaky } from './testing/leaky.fixture.ts';
import { tokens } from './testing/tokens.fixture.ts';
import { type Ask, type Asked, type TransportName, transportNames, transports } from './testing/transports.fixture.ts';

/** What only the inside knows. */
const inside =
  /\/srv\/|\/tmp\/|node_modules|file:|\.[cm]?[jt]s:\d|\bat \S+ \(|hunter2|hidden|10\.1\.2\.3|:5432|ECONN|ENOENT|\bselect\b[^{]*\bfrom\b|\binsert into\b|\bcrm\.crm_|crm_customer|division|sqlstate|\bpg_|postgres|pglite|PgError|RangeError|TypeError|SyntaxError|Maximum call stack|\bJSON at position/i;

const logger = { info: () => undefined, warn: vi.fn(), error: vi.fn() };

describeEngines('A32 what fails inside', { plugins: [crm(), leaky()], logger }, (t) => {
  let server: GuanxiServer;
  let url = '';
  let asks: Readonly<Record<TransportName, Ask>>;
  let authenticateFails: Error | null = null;

  beforeAll(async () => {
    const known = tokens();
    const { actor } = await t().staff();
    await (await t().staff()).execute('mutation { createCustomer(input: { name: "甲", kind: ORGANISATION }) { customer { id } } }');
    const shared = { ...t().engine, as: t().engine.as, close: async () => undefined };
    server = createServer(shared, {
      authenticate(credentials) {
        if (authenticateFails) throw authenticateFails;
        return known.authenticate(credentials);
      },
      port: 0,
      logger,
    });
    ({ url } = await server.listen());
    asks = transports(url, known.for(actor));
  });
  afterAll(() => server.close());
  afterEach(() => {
    vi.restoreAllMocks();
    authenticateFails = null;
  });

  const query = '{ customers { nodes { name } } }';
  const lost = new GuanxiError('DATABASE_LOST', { reason: 'connect ECONNREFUSED 10.1.2.3:5432 as hidden' });
  const down = (): void => {
    vi.spyOn(t().database, 'query').mockRejectedValue(lost);
    vi.spyOn(t().database, 'transaction').mockRejectedValue(lost);
  };
  const broken = (): void => {
    const real = t().database.query.bind(t().database);
    const statement = { text: 'select hidden_column from crm.crm_customer where 1/0 = 1' };
    vi.spyOn(t().database, 'query').mockImplementation(() => real(statement));
    vi.spyOn(t().database, 'transaction').mockImplementation(() => real(statement) as never);
  };

  const asItIs = (): void => undefined;
  const failures: [what: string, asked: Asked, prepare: () => void, code?: string][] = [
    ['the database is away', { query }, down, 'UNAVAILABLE'],
    ['the database is away for a query of a plugin', { query: '{ leakQuery { text } }' }, down],
    ['a statement fails', { query }, broken],
    ['a statement of several fails', { query: '{ a: customers { totalCount } b: staffMembers { totalCount } }' }, broken],
    ['SQL of a plugin fails on a row', { query: '{ leakList(divisor: 0) { totalCount } }' }, asItIs],
    ['a query of a plugin throws', { query: '{ leakQuery { text } }' }, asItIs],
    ['a query of a plugin throws what is no error', { query: '{ leakQuery(how: "text") { text } }' }, asItIs],
    ['a field of a plugin throws', { query: '{ customers { nodes { leakField } } }' }, asItIs],
  ];
  const mutations: typeof failures = [
    ['a command of a plugin throws', { query: 'mutation { leakCommand(input: {}) { userErrors { code message } } }' }, asItIs],
    [
      'the database is away for a command',
      { query: 'mutation { createCustomer(input: { name: "乙", kind: PERSON }) { userErrors { code } } }' },
      down,
      'UNAVAILABLE',
    ],
  ];

  describe.each(transportNames)('over %s', (name) => {
    test.each([...failures, ...(name === 'GET' ? [] : mutations)])('%s', async (_what, asked, prepare, code = 'INTERNAL') => {
      prepare();
      const answer = await asks[name](asked);
      expect(answer.code).toBe(code);
      expect(answer.text).not.toMatch(inside);
      // Whoever runs it is told why, and what is no bug is told as less.
      expect(code === 'UNAVAILABLE' ? logger.warn : logger.error).toHaveBeenCalled();
    });

    test('whoever authenticates fails', async () => {
      for (const [failure, told] of [
        [new Error('select * from users at /srv/hidden.ts:3:1'), { code: 'INTERNAL', status: 500 }],
        [lost, { code: 'UNAVAILABLE', status: 503 }],
      ] as const) {
        authenticateFails = failure;
        // A socket is closed without a word.
        if (name === 'WebSocket') await expect(asks[name]({ query })).rejects.toThrow(/^closed with 4403 Forbidden$/);
        else {
          const answer = await asks[name]({ query });
          expect(answer).toMatchObject(told);
          expect(answer.text).not.toMatch(inside);
        }
      }
    });

    test('what is asked makes no sense', async () => {
      const nonsense: readonly Asked[] = [
        { query: '{' },
        { query: '{ customers { nodes { hidn } } }' },
        { query: '\u0000' },
        { query: `{ ${'{ '.repeat(20_000)}` },
        { query: '{ customers(where: { name: { eq: 7 } }) { totalCount } }' },
        { query: 'query Q($a: Nothing!) { __typename }' },
        { query: 'query A { __typename } query B { __typename }' },
        { query: 'query A { __typename }', operationName: '__proto__' },
        { query: 'query Q($id: ID!) { customer(id: $id) { name } }', variables: { id: "'; drop table crm.crm_customer; --" } },
        { query: 'query Q($id: ID!) { customer(id: $id) { name } }', variables: { id: { toString: 1 } } },
        { query: '{ customers(after: "AAAA") { totalCount nodes { id } } }' },
        { query: '{ customers(first: -1) { totalCount } }' },
        { query: '{ leakQuery(how: "\\ud800") { text } }' },
        { query: 7 as never },
        { query: '{ __typename }', variables: 'x' as never },
        { query: '{ __typename }', extensions: { persistedQuery: { sha256Hash: 7 } } },
        { documentId: '../../etc/passwd' },
      ];
      for (const asked of nonsense) {
        const answer = await asks[name](asked).catch((error: Error) => ({ text: error.message, code: 'closed' }));
        expect(answer.text).not.toMatch(inside);
        expect(answer.code ?? 'nothing wrong').not.toBe('INTERNAL');
      }
    });
  });

  test('bytes that are no request', async () => {
    for (const body of [
      '',
      '{',
      '[]',
      '[[]]',
      'null',
      '"x"',
      '{"query":null}',
      '\u0000',
      '{"query":"{__typename}","x":1}',
      '['.repeat(100_000),
    ]) {
      const { authorization } = { authorization: 'Bearer token-1' };
      for (const accept of ['application/json', 'text/event-stream', '*/*']) {
        const response = await fetch(url, { method: 'POST', headers: { authorization, accept, 'content-type': 'application/json' }, body });
        const text = await response.text();
        expect(response.status).toBeLessThan(500);
        expect(text).not.toMatch(inside);
      }
    }
    for (const message of [
      '',
      '{',
      '[]',
      '{"type":"subscribe"}',
      '{"type":"connection_init","payload":7}',
      '\u0000',
      '['.repeat(100_000),
    ]) {
      const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
      const reason = await new Promise<string>((resolve) => {
        socket.on('open', () => socket.send(message));
        socket.on('message', (data) => resolve(String(data)));
        socket.on('close', (_code, told) => resolve(String(told)));
      });
      socket.terminate();
      expect(reason).not.toMatch(inside);
    }
  });
});
