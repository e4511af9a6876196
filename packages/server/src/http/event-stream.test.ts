/** DATA-14 as server-sent events: what a browser's EventSource gets, and how it goes on. */
import { type Actor, globalId, type Id } from '@guanxi/core';
import { createCustomer, updateCustomer } from '@guanxi/core/crm';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createServer, type ServerOptions } from '../index.ts';
import { serveCrm } from '../testing/served-crm.fixture.ts';

const crm = serveCrm();
let actor: Actor;
let rename: (name: string) => Promise<unknown>;
let customer: Id<'Customer'>;
let id = '';
const query = 'subscription ($id: ID!) { customerChanged(id: $id) { cursor version customer { name } } }';

beforeAll(async () => {
  const clerk = await crm().t.staff();
  ({ actor } = clerk);
  ({ customer } = await clerk.run(createCustomer, { name: '0', kind: 'ORGANISATION' }));
  id = globalId('cus', customer);
  rename = (name) => clerk.run(updateCustomer, { customer, set: { name } });
});

/** A server of its own over the engine of all, which it does not close. */
async function serve(options: Partial<ServerOptions> = {}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { engine } = crm().t;
  const shared = { ...engine, as: engine.as, close: async () => undefined };
  const server = createServer(shared, { authenticate: () => actor, port: 0, shutdownTimeoutMs: 2_000, ...options });
  onTestFinished(() => server.close());
  return { ...(await server.listen()), close: server.close };
}

describe('server-sent events', () => {
  const get = (url: string, headers: Record<string, string> = {}) =>
    fetch(`${url}?${new URLSearchParams({ query, variables: JSON.stringify({ id }) })}`, {
      headers: { accept: 'text/event-stream', ...headers },
    });
  /** One event after another. */
  async function* events(response: Response): AsyncGenerator<Readonly<Record<string, string>>> {
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text
          .slice(0, end)
          .split('\n')
          .filter((line) => !line.startsWith(':'));
        text = text.slice(end + 2);
        if (lines.length > 0)
          yield Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      }
    }
  }
  const versionIn = (event: Readonly<Record<string, string>> | undefined) => JSON.parse(event?.['data'] ?? '').data.customerChanged.version;
  const take = async (stream: AsyncGenerator<Readonly<Record<string, string>>>) => (await stream.next()).value as Record<string, string>;

  test('as EventSource does: by GET, and again with the id of the last event it has', async () => {
    const { url } = await serve();
    const first = events(await get(url));
    await rename('1');
    const one = await take(first);
    expect(one).toMatchObject({ event: 'next', id: expect.any(String) });
    await first.return(undefined);
    await rename('2');
    await rename('3');
    const again = events(await get(url, { 'last-event-id': one['id'] as string }));
    expect([versionIn(await take(again)), versionIn(await take(again))]).toEqual([versionIn(one) + 1, versionIn(one) + 2]);
    await again.return(undefined);
  });

  test('signs of life; what is refused is a next and a complete; nobody known is 401', async () => {
    const { url } = await serve({ heartbeatMs: 5, authenticate: ({ headers }) => (headers.authorization ? actor : null) });
    expect((await get(url)).status).toBe(401);
    const known = { authorization: 'x' };
    const beating = await get(url, known);
    const reader = (beating.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe(':\n\n');
    await reader.cancel();
    const refused = events(
      await fetch(url, {
        method: 'POST',
        headers: { ...known, accept: 'text/event-stream', 'content-type': 'application/json' },
        body: JSON.stringify({ query: 'subscription { events { cursor }  }', variables: {} }).replace('events', 'nothing'),
      }),
    );
    expect(JSON.parse((await take(refused))['data'] ?? '').errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await take(refused)).toEqual({ event: 'complete', data: '' });
  });

  test('A07 a cursor of the log that was forged, as the last id or as the argument, is refused', async () => {
    const { url } = await serve();
    for (const forged of ['AAAA', '0', '__proto__', "' or 1=1 --", 'a'.repeat(2_000)]) {
      const byHeader = events(await get(url, { 'last-event-id': forged }));
      expect(JSON.parse((await take(byHeader))['data'] ?? '').errors[0].extensions.code).toMatch(/^(CURSOR_INVALID|RESYNC|BAD_INPUT)$/);
      await byHeader.return(undefined);
    }
    const after = query.replace('id: $id', 'id: $id, after: "AAAA"');
    const byArgument = await fetch(url, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: after, variables: { id } }),
    });
    expect(await byArgument.text()).toMatch(/CURSOR_INVALID|RESYNC|BAD_INPUT/);
  });

  test('A39 a mutation by GET is refused, a form by POST too', async () => {
    const { url } = await serve();
    const headers = { accept: 'text/event-stream' };
    const mutation = await fetch(`${url}?${new URLSearchParams({ query: 'mutation { createCustomer { __typename } }' })}`, { headers });
    const form = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body: '{}' });
    expect([mutation.status, form.status]).toEqual([405, 415]);
  });

  test('A28 a right that was revoked ends it with its code', async () => {
    let now: Actor | null = actor;
    const { url } = await serve({ authenticate: () => now, reauthenticateMs: 20 });
    const stream = events(await get(url));
    now = null;
    expect(JSON.parse((await take(stream))['data'] ?? '').errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await take(stream)).toMatchObject({ event: 'complete' });
  });

  test('shutdown ends it without a complete: the client comes back with its last id', async () => {
    const { url, close } = await serve();
    const stream = events(await get(url));
    await close();
    expect(await stream.next()).toMatchObject({ done: true });
  });
});
