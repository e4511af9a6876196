/** What happened, told as it happens: a subscription, a live query, a webhook; and how it was before. */
import type { StoryClock } from './clock.ts';
import { type Receiver, receiver } from './receiver.ts';
import type { House } from './story.ts';
import type { Teller } from './teller.ts';

const update = `mutation ($c: ID!, $set: UpdateCustomerSet!) {
  updateCustomer(input: { customer: $c, set: $set }) { customer { region version } userErrors { code message path } }
}`;

export async function whatHappened(t: Teller, clock: StoryClock, customer: string, { workOff }: Pick<House, 'workOff'>): Promise<void> {
  t.chapter('Told as it happens 实时推送');
  const before = clock.now().toISOString();
  clock.pass(5);
  const region = (name: string) => ({ query: update, variables: { c: customer, set: { region: name } } });
  const changed = (name: string) => ({ updateCustomer: { customer: { region: name }, userErrors: [] } });

  const changes = await t.follow('Somebody follows the customer 订阅客户变更', {
    query: 'subscription ($id: ID!) { customerChanged(id: $id) { operation fields actor { id } customer { name region } } }',
    variables: { id: customer },
  });
  const live = await t.follow('Somebody looks at a list that stays true 实时查询', {
    query: 'query @live { customers(first: 2, orderBy: [{ code: ASC }]) { nodes { code region } } }',
  });
  await live.next('The list as it is 初始结果', { data: { customers: { nodes: [{ code: 'C-1', region: null }, { code: 'C-3' }] } } });
  await t.http('The customer moves 修改地区', region('华东'), changed('华东'));
  await changes.next('The subscriber is told 收到变更', {
    data: { customerChanged: { operation: 'UPDATE', fields: ['region'], customer: { region: '华东' } } },
  });
  await live.next('The list becomes true again, by a patch 以补丁更新', {
    extensions: { live: { patch: [{ op: 'replace', path: '/customers/nodes/0/region', value: '华东' }] } },
  });
  await changes.close();
  await live.close();

  const endpoint = await receiver(() => clock.now());
  try {
    await webhook(t, endpoint, () => t.http('The customer moves again 再次修改地区', region('华北'), changed('华北')), workOff);
  } finally {
    await endpoint.close();
  }

  t.chapter('How it was 历史回溯');
  await t.http(
    'The customer before all that 查询过去的客户',
    {
      query: 'query ($id: ID!, $at: DateTime!) { customer(id: $id, asOf: $at) { name region version } }',
      variables: { id: customer, at: before },
    },
    { customer: { region: null } },
  );
  await t.http(
    'Who changed the region, and how 变更记录',
    {
      query: `query ($id: ID!) { changes(subject: $id, fields: ["region"], first: 2) { nodes { command operation fields { name label before after } } } }`,
      variables: { id: customer },
    },
    {
      changes: {
        nodes: [
          { command: 'updateCustomer', fields: [{ name: 'region', before: '华东', after: '华北' }] },
          { command: 'updateCustomer', fields: [{ name: 'region', before: null, after: '华东' }] },
        ],
      },
    },
  );
}

async function webhook(t: Teller, endpoint: Receiver, change: () => Promise<unknown>, workOff: () => Promise<unknown>): Promise<void> {
  const made = (await t.http(
    'Another system wants to know 登记 Webhook',
    {
      query: `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { endpoint { eventTypes } secret userErrors { code message path } } }`,
      variables: {
        input: { url: endpoint.url, eventTypes: ['crm.customer.updated'], permissions: ['crm:customers:read'] },
      },
      shown: 'crm.customer.updated → 127.0.0.1',
      hides: ['secret'],
    },
    { createWebhookEndpoint: { endpoint: { eventTypes: ['crm.customer.updated'] }, userErrors: [] } },
  )) as { createWebhookEndpoint: { secret: string } };
  endpoint.trust(made.createWebhookEndpoint.secret);
  await change();
  await workOff();
  t.seen('It is told, and checks the signature 收到并验证签名', endpoint.received, [
    { signature: 'valid', event: { type: 'crm.customer.updated', data: { fields: ['region'] } } },
  ]);
}
