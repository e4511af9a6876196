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
}

export interface Teller {
  /** A request over HTTP. What stands in `expected` must stand in the answer's data. */
  http(title: string, request: Request, expected: Json): Promise<never>;
  /** The same over WebSocket. */
  socket(title: string, request: Request, expected: Json): Promise<never>;
  chapter(title: string): void;
  close(): Promise<void>;
  readonly failures: number;
}

/** Values that differ between machines must not be asked for: the story is printed alike every time. */
export function teller(url: string, token: string, print: (text: string) => void): Teller {
  let client: Client | null = null;
  let failures = 0;
  let steps = 0;
  const tell = (title: string, { query, variables }: Request, answer: Answer, expected: Json): never => {
    steps += 1;
    const short = query.replace(/\s+/g, ' ').trim();
    print(`\n${steps}. ${title}\n   → ${short}${variables ? `\n     ${JSON.stringify(variables)}` : ''}\n   ← ${JSON.stringify(answer)}`);
    const problem = difference(answer.data, expected, 'data');
    if (problem) {
      failures += 1;
      print(`   ✗ ${problem}`);
    }
    return answer.data as never;
  };
  return {
    async http(title, request, expected) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...request.headers },
        body: JSON.stringify({ query: request.query, variables: request.variables }),
      });
      return tell(title, request, (await response.json()) as Answer, expected);
    },
    async socket(title, request, expected) {
      client ??= createClient({
        url: url.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
        retryAttempts: 0,
      });
      for await (const answer of client.iterate({ query: request.query, variables: request.variables ?? {} }))
        return tell(title, request, answer as Answer, expected);
      throw new Error(`${title}: the socket closed without an answer`);
    },
    chapter: (title) => print(`\n── ${title} ──`),
    async close() {
      await client?.dispose();
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
