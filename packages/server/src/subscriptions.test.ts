/** DATA-14: subscriptions as the clients that frontends use have them; each is dropped, and goes on behind its last cursor. */
import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { globalId, type Id } from '@guanxi/core';
import { createCustomer, updateCustomer } from '@guanxi/core/crm';
import { fetchExchange, subscriptionExchange, Client as Urql } from '@urql/core';
import { createClient } from 'graphql-ws';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { serveCrm } from './testing/served-crm.fixture.ts';

const crm = serveCrm();
type Staff = Awaited<ReturnType<ReturnType<typeof crm>['t']['staff']>>;
let clerk: Staff;
let token = '';
let customer = '' as Id<'Customer'>;
let id = '';

const changes = /* GraphQL */ `
  subscription Changes($id: ID!, $after: String) {
    customerChanged(id: $id, after: $after) { cursor customer { name } }
  }
`;
interface Heard {
  readonly customerChanged: { readonly cursor: string; readonly customer: { readonly name: string } };
}

beforeAll(async () => {
  const { t, tokens } = crm();
  clerk = await t.staff();
  token = tokens.for(clerk.actor);
  ({ customer } = await clerk.run(createCustomer, { name: '0', kind: 'ORGANISATION' }));
  id = globalId('cus', customer);
});

const rename = (name: string) => clerk.run(updateCustomer, { customer, set: { name } });
const socketClient = () =>
  createClient({ url: crm().url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { token }, retryAttempts: 0 });

/** Takes what comes, in order, as a promise for each. */
function inbox<T>(): { readonly put: (value: T) => void; next(): Promise<T> } {
  const values: T[] = [];
  const takers: ((value: T) => void)[] = [];
  return {
    put(value) {
      const taker = takers.shift();
      if (taker) taker(value);
      else values.push(value);
    },
    next: () => new Promise((resolve) => (values.length > 0 ? resolve(values.shift() as T) : takers.push(resolve))),
  };
}

interface Listening {
  next(): Promise<Heard>;
  stop(): void;
}
/** Each of them subscribes; resolves when the server has it. */
const clients: Readonly<Record<string, (after: string | null) => Listening>> = {
  'Apollo Client over graphql-ws': (after) => {
    const socket = socketClient();
    const client = new ApolloClient({ link: ApolloLink.from([new GraphQLWsLink(socket)]), cache: new InMemoryCache() });
    const heard = inbox<Heard>();
    const subscription = client
      .subscribe<Heard>({ query: gql(changes), variables: { id, after } })
      .subscribe(({ data }) => void (data && heard.put(data)));
    const stop = (): void => {
      subscription.unsubscribe();
      void socket.dispose();
    };
    return { next: heard.next, stop };
  },
  'urql over graphql-ws': (after) => {
    const socket = socketClient();
    const client = new Urql({
      url: crm().url,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: (request) => ({
            subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink as never) }),
          }),
        }),
      ],
    });
    const heard = inbox<Heard>();
    const { unsubscribe } = client.subscription<Heard>(changes, { id, after }).subscribe(({ data }) => void (data && heard.put(data)));
    const stop = (): void => {
      unsubscribe();
      void socket.dispose();
    };
    return { next: heard.next, stop };
  },
  'urql over SSE': (after) => {
    const client = new Urql({
      url: crm().url,
      preferGetMethod: false,
      fetchSubscriptions: true,
      fetchOptions: { headers: { authorization: `Bearer ${token}` } },
      exchanges: [fetchExchange],
    });
    const heard = inbox<Heard>();
    const { unsubscribe } = client.subscription<Heard>(changes, { id, after }).subscribe(({ data }) => void (data && heard.put(data)));
    return { next: heard.next, stop: unsubscribe };
  },
};

describe.each(Object.entries(clients))('%s', (name, listen) => {
  test('hears what happens, and goes on where it was', async () => {
    await rename(`${name} before`);
    const begin = listen(await lastCursor());
    await rename(`${name} 1`);
    const first = await begin.next();
    expect(first.customerChanged.customer.name).toBe(`${name} 1`);
    begin.stop();
    await rename(`${name} 2`);
    await rename(`${name} 3`);
    const again = listen(first.customerChanged.cursor);
    // Both changes are told, each with the record as it is now.
    const [second, third] = [await again.next(), await again.next()];
    expect(third.customerChanged.customer.name).toBe(`${name} 3`);
    expect(new Set([first, second, third].map((h) => h.customerChanged.cursor)).size).toBe(3);
    again.stop();
  });
});

/** Of a change that is made now. */
async function lastCursor(): Promise<string> {
  const subscribed = await crm().t.engine.subscribe({ document: changes, variables: { id }, actor: clerk.actor });
  if (!subscribed.ok) throw new Error(subscribed.answer.text);
  await rename(`now ${Math.random()}`);
  const { value } = await subscribed.stream.next();
  await subscribed.stream.return?.();
  return value?.cursor ?? '';
}
