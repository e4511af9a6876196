/** Tells a story: each step is a request, is printed with its answer, and is checked. */
import { isDeepStrictEqual } from 'node:util';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

export type Answer = { readonly data?: unknown; readonly errors?: readonly { readonly message: string; readonly extensions?: unknown }[] };
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export interface Request {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as another than the story's own. */
  readonly token?: string;
  /** In place of the variables, where these differ from run to run. */
  readonly shown?: string;
  /** Keys of the answer whose values differ from run to run. */
  readonly hides?: readonly string[];
  /** What it is read for. */
  readonly purpose?: string;
}

/** A subscription or a live query: what it sends is told when it is asked for. */
export interface Stream {
  next(title: string, expected: Json): Promise<never>;
  /** The connection is closed by the server, with this code. */
  ended(title: string, expected: { readonly code: number; readonly reason: string }): Promise<void>;
  close(): Promise<void>;
}

export interface Teller {
  /** A request over HTTP. What stands in `expected` must stand in the answer's data. */
  http(title: string, request: Request, expected: Json): Promise<never>;
  /** A request that is refused, or answered in part: what stands in `expected` must stand in the whole answer. */
  refused(title: string, request: Request, expected: Json): Promise<void>;
  /** The same over WebSocket. */
  socket(title: string, request: Request, expected: Json): Promise<never>;
  /** Opens a stream over WebSocket. */
  follow(title: string, request: Request): Promise<Stream>;
  /** What was seen elsewhere than in an answer. */
  seen(title: string, what: unknown, expected: Json): void;
  chapter(title: string): void;
  close(): Promise<void>;
  readonly failures: number;
}

/** Values that differ between machines must not be asked for: the story is printed alike every time. */
export function teller(url: string, token: string, print: (text: string) => void): Teller {
  const clients = new Map<string, Client>();
  let failures = 0;
  let steps = 0;
  const ask = (title: string, { query, variables, shown }: Request): void => {
    steps += 1;
    const given = shown ?? (variables && JSON.stringify(variables));
    print(`\n${steps}. ${title}\n   → ${query.replace(/\s+/g, ' ').trim()}${given ? `\n     ${given}` : ''}`);
  };
  const check = (answer: unknown, found: unknown, expected: Json, hides: readonly string[] = []): void => {
    print(`   ← ${JSON.stringify(answer, (key, value) => (hides.includes(key) ? '…' : value))}`);
    const problem = difference(found, expected, 'data');
    if (problem === null) return;
    failures += 1;
    print(`   ✗ ${problem}`);
  };
  const tell = (title: string, request: Request, answer: Answer, expected: Json): never => {
    ask(title, request);
    check(answer, answer.data, expected, request.hides);
    return answer.data as never;
  };
  const connected = (as: string = token): Client => {
    const client =
      clients.get(as) ??
      createClient({
        url: url.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${as}` },
        retryAttempts: 0,
      });
    clients.set(as, client);
    return client;
  };
  const posted = async (request: Request): Promise<Answer> => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${request.token ?? token}`,
      // A header holds no Chinese: it is sent as a URL would have it.
      ...(request.purpose !== undefined && { 'guanxi-purpose': encodeURIComponent(request.purpose) }),
      ...request.headers,
    };
    const body = JSON.stringify({ query: request.query, variables: request.variables });
    return (await (await fetch(url, { method: 'POST', headers, body })).json()) as Answer;
  };
  return {
    http: async (title, request, expected) => tell(title, request, await posted(request), expected),
    async refused(title, request, expected) {
      ask(title, request);
      const answer = await posted(request);
      check(answer, answer, expected, request.hides);
    },
    async socket(title, request, expected) {
      for await (const answer of connected().iterate({ query: request.query, variables: request.variables ?? {} }))
        return tell(title, request, answer as Answer, expected);
      throw new Error(`${title}: the socket closed without an answer`);
    },
    async follow(title, request) {
      ask(title, request);
      const answers = connected(request.token).iterate({ query: request.query, variables: request.variables ?? {} });
      return {
        async ended(asked, expected) {
          const closed = await answers.next().catch((event: unknown) => event);
          const { code, reason } = closed as { readonly code?: number; readonly reason?: string };
          steps += 1;
          print(`\n${steps}. ${asked}`);
          check({ code, reason }, { code, reason }, expected);
        },
        async next(asked, expected) {
          const { value } = await answers.next();
          steps += 1;
          print(`\n${steps}. ${asked}`);
          check(value, value, expected);
          return value as never;
        },
        async close() {
          await answers.return?.();
        },
      };
    },
    seen(title, what, expected) {
      steps += 1;
      print(`\n${steps}. ${title}`);
      check(what, what, expected);
    },
    chapter: (title) => print(`\n── ${title} ──`),
    async close() {
      for (const client of clients.values()) await client.dispose();
    },
    get failures() {
      return failures;
    },
  };
}

/** What of `expected` does not stand in `actual`; null when all does. Objects may have more keys, lists not more elements. */
function difference(actual: unknown, expected: Json, at: string): string | null {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return `${at} should be a list of ${expected.length}`;
    return expected.map((e, i) => difference(actual[i], e as Json, `${at}[${i}]`)).find((d) => d !== null) ?? null;
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return `${at} should be an object`;
    return (
      Object.entries(expected)
        .map(([k, e]) => difference((actual as Record<string, unknown>)[k], e, `${at}.${k}`))
        .find((d) => d !== null) ?? null
    );
  }
  return isDeepStrictEqual(actual, expected) ? null : `${at} should be ${JSON.stringify(expected)}`;
}
