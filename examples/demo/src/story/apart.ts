/** Two devices keep copies, work without a network, and end with what the server has. */
import type { StoryClock } from './clock.ts';
import type { Teller } from './teller.ts';

/** As each device sees it. */
interface Copy {
  readonly device: string;
  readonly cursor: string;
  readonly customers: ReadonlyMap<string, object>;
}

interface Page {
  readonly changesSince: {
    readonly cursor: string;
    readonly upserts: readonly { readonly id: string }[];
    readonly tombstones: readonly { readonly id: string }[];
  };
}

const pull = `query ($device: ID!, $cursor: String) {
  changesSince(device: $device, cursor: $cursor, entities: ["Customer"]) { cursor hasMore upserts { id ... on Customer { code name region version } } tombstones { id reason } }
}`;
const push = `mutation ($device: ID!, $changes: [SyncChangeInput!]!) {
  applyChanges(device: $device, changes: $changes) { results { key status conflict { fields { name base client server isConflicting } } } userErrors { code message path } }
}`;

/** @param token Of a member of staff: a device belongs to a person. */
export async function withoutNetwork(t: Teller, clock: StoryClock, customer: string, token: string): Promise<void> {
  t.chapter('Without a network 离线工作');
  const tablet = await begin(t, token, 'Tablet');
  const laptop = await begin(t, token, 'Laptop');
  const base = (tablet.customers.get(customer) as { readonly version: number } | undefined)?.version ?? 0;
  const at = clock.now().toISOString();
  const change = (key: string, set: object) => ({ key, command: 'updateCustomer', input: { customer, set }, baseVersion: base, at });
  clock.pass(45);

  await send(
    t,
    token,
    tablet,
    'The tablet is back: its change is made 平板恢复联网',
    [change('tablet-1', { region: '华南' })],
    [{ key: 'tablet-1', status: 'ACCEPTED' }],
  );
  await send(
    t,
    token,
    laptop,
    'The laptop changed the same field, and another: both sides are shown 笔记本存在冲突',
    [change('laptop-1', { region: '西南' }), change('laptop-2', { industry: 'METALS' })],
    [
      { key: 'laptop-1', status: 'CONFLICT' },
      { key: 'laptop-2', status: 'ACCEPTED' },
    ],
  );
  await send(
    t,
    token,
    tablet,
    'Sent again, because the answer was lost: nothing is done twice 重复发送无害',
    [change('tablet-1', { region: '华南' })],
    [{ key: 'tablet-1', status: 'ACCEPTED' }],
  );
  const ends = [await download(t, token, tablet), await download(t, token, laptop)].map((copy) =>
    JSON.stringify([...copy.customers.values()].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))),
  );
  t.seen('Both copies are what the server has 各副本一致', { alike: ends[0] === ends[1] }, { alike: true });
}

async function begin(t: Teller, token: string, name: string): Promise<Copy> {
  const { registerDevice } = (await t.http(
    `A ${name.toLowerCase()} is registered 登记设备`,
    {
      query: `mutation ($name: String!) { registerDevice(input: { name: $name }) { device { id name } userErrors { code } } }`,
      variables: { name },
      token,
    },
    { registerDevice: { device: { name }, userErrors: [] } },
  )) as { registerDevice: { device: { id: string } } };
  return download(t, token, { device: registerDevice.device.id, cursor: '', customers: new Map() });
}

async function download(t: Teller, token: string, copy: Copy): Promise<Copy> {
  const { changesSince } = (await t.http(
    copy.cursor === '' ? 'It takes its copy 首次下载' : 'It takes what it lacks 增量下载',
    {
      query: pull,
      variables: { device: copy.device, cursor: copy.cursor === '' ? null : copy.cursor },
      shown: copy.cursor === '' ? 'from the beginning' : 'since its cursor',
      hides: ['cursor'],
      token,
    },
    { changesSince: { hasMore: false } },
  )) as Page;
  const customers = new Map(copy.customers);
  for (const { id } of changesSince.tombstones) customers.delete(id);
  for (const record of changesSince.upserts) customers.set(record.id, record);
  return { ...copy, cursor: changesSince.cursor, customers };
}

const send = (
  t: Teller,
  token: string,
  { device }: Copy,
  title: string,
  changes: readonly object[],
  results: readonly { readonly key: string; readonly status: string }[],
): Promise<never> =>
  t.http(title, { query: push, variables: { device, changes }, token }, { applyChanges: { results: [...results], userErrors: [] } });
