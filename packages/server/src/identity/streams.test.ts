/** A28 over the wire: sockets and event streams of people who lose their rights. */
import { once } from 'node:events';
import { globalId, type Id, type Principal } from '@guanxi/core';
import { createCustomer, revokeAllSessions, suspendStaff, updateCustomer, updateRole } from '@guanxi/core/crm';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createServer } from '../index.ts';
import { serveCrm } from '../testing/served-crm.fixture.ts';
import { principalOf, reader, readerRole, systemOf } from './people.fixture.ts';

const crm = serveCrm();
let customer: Id<'Customer'>;
const query = 'subscription ($id: ID!) { customerChanged(id: $id) { cursor customer { name } } }';
const system = () => systemOf(crm().t);

beforeAll(async () => {
  const made = await system().run(createCustomer, { name: '0', kind: 'ORGANISATION' });
  if (!made.ok) throw new Error(made.errors[0]?.message);
  ({ customer } = made.value);
});

/** Nobody is asked again by the clock: what ends a stream is what the data says. */
async function serve(principal: Principal): Promise<string> {
  const { engine } = crm().t;
  const shared = { ...engine, as: engine.as, close: async () => undefined };
  const server = createServer(shared, { authenticate: () => principal, port: 0, reauthenticateMs: 0, shutdownTimeoutMs: 1_000 });
  onTestFinished(() => server.close());
  return (await server.listen()).url;
}

interface Message {
  readonly id?: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: messages are looked into by tests
  readonly payload?: any;
}
async function socket(url: string) {
  const opened = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  const closed = once(opened, 'close').then(([code, reason]) => [Number(code), String(reason)]);
  const messages: Message[] = [];
  opened.on('message', (data) => messages.push(JSON.parse(String(data))));
  await once(opened, 'open');
  opened.send(JSON.stringify({ type: 'connection_init' }));
  await expect.poll(() => messages.some((m) => m.type === 'connection_ack')).toBe(true);
  const ask = (id: string, document: string) =>
    opened.send(JSON.stringify({ id, type: 'subscribe', payload: { query: document, variables: { id: globalId('cus', customer) } } }));
  return { closed, messages, ask };
}
type Socket = Awaited<ReturnType<typeof socket>>;
let renamed = 0;
/** Once it has heard something it is known to listen. */
async function hears({ messages }: Socket): Promise<void> {
  await expect
    .poll(
      async () => {
        await system().run(updateCustomer, { customer, set: { name: `name ${++renamed}` } });
        return messages.some((m) => m.type === 'next');
      },
      { timeout: 10_000 },
    )
    .toBe(true);
}

test('A28 a socket is closed when its user is suspended, and hears nothing more', async () => {
  const staff = await reader(crm().t, 'Suspended');
  const open = await socket(await serve(principalOf(crm().t, staff)));
  open.ask('1', query);
  await hears(open);
  await system().run(suspendStaff, { staff });
  expect(await open.closed).toEqual([4403, 'UNAUTHENTICATED']);
  const heard = open.messages.length;
  await system().run(updateCustomer, { customer, set: { name: 'unheard' } });
  expect(open.messages).toHaveLength(heard);
  expect(JSON.stringify(open.messages)).not.toContain('unheard');
});

test('A28 a socket is closed when the rights of its user change, and when its session is ended', async () => {
  const staff = await reader(crm().t, 'Changed');
  const open = await socket(await serve(principalOf(crm().t, staff)));
  open.ask('1', query);
  await hears(open);
  const role = await readerRole(crm().t);
  await system().run(updateRole, { role, grants: [{ permission: 'crm:customers:read', scope: 'OWN' }] });
  expect(await open.closed).toEqual([4403, 'RIGHTS_CHANGED']);
  await system().run(updateRole, { role, grants: [{ permission: 'crm:customers:read', scope: 'ALL' }] });

  const session = await socket(await serve(principalOf(crm().t, staff, { session: 'phone' })));
  session.ask('1', '{ me { session } }');
  await expect.poll(() => session.messages.find((m) => m.type === 'next')?.payload.data.me.session ?? null).toMatch(/^ses_/);
  await system().run(revokeAllSessions, { staff });
  expect(await session.closed).toEqual([4403, 'UNAUTHENTICATED']);
});

test('A28 a socket is closed when its token ends', async () => {
  const staff = await reader(crm().t, 'Ends');
  const expiresAt = new Date(crm().t.clock.now().getTime() + 1_500);
  const open = await socket(await serve(principalOf(crm().t, staff, { expiresAt })));
  expect(await open.closed).toEqual([4403, 'UNAUTHENTICATED']);
});

test('A28 an event stream says why it ends, and that it does', async () => {
  const staff = await reader(crm().t, 'Streaming');
  const url = await serve(principalOf(crm().t, staff));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables: { id: globalId('cus', customer) } }),
  });
  const reading = response.text();
  await system().run(updateCustomer, { customer, set: { name: 'before' } });
  await system().run(suspendStaff, { staff });
  const text = await reading;
  expect(text.match(/UNAUTHENTICATED/g)).toHaveLength(1);
  expect(text.trimEnd().endsWith('event: complete\ndata:')).toBe(true);
});
