/** DATA-14: what happens is heard, in order, as each subscriber may see it. */
import { globalId, type OperationRequest } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCustomer, crm, recordInteraction, updateCustomer } from './index.ts';

type Json = Record<string, unknown>;

describeEngines('subscriptions', { plugins: [crm()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let clerk: Awaited<ReturnType<House['staff']>>;
  let customer = '' as never;
  let id = '';

  beforeAll(async () => {
    house = await t().another();
    clerk = await house.staff();
    ({ customer } = (await clerk.run(createCustomer, { name: '上海会展', kind: 'ORGANISATION' })) as never);
    id = globalId('cus', customer);
  });

  async function listen(document: string, variables: Json = {}, o: Partial<OperationRequest> = {}) {
    const subscribed = await house.engine.subscribe({ document, variables, actor: clerk.actor, ...o });
    if (!subscribed.ok) throw new Error(subscribed.answer.text);
    const { stream } = subscribed;
    return {
      async next(): Promise<Json> {
        const { value, done } = await stream.next();
        if (done) throw new Error('the stream has ended');
        const { data, errors } = JSON.parse(value.text) as { data: Json; errors?: unknown };
        if (errors) throw new Error(value.text);
        return Object.values(data)[0] as Json;
      },
      end: () => stream.return?.(),
      stream,
    };
  }
  const refused = async (document: string, variables: Json = {}, o: Partial<OperationRequest> = {}) => {
    const subscribed = await house.engine.subscribe({ document, variables, actor: clerk.actor, ...o });
    return subscribed.ok ? null : subscribed.answer.parsed().errors?.[0]?.extensions.code;
  };

  test('customerChanged tells of each change of one record', async () => {
    const heard = await listen(
      'subscription ($id: ID!) { customerChanged(id: $id) { cursor operation version fields command actor { kind } customer { name } } }',
      { id },
    );
    await clerk.run(updateCustomer, { customer, patch: { name: '上海国际会展' } } as never);
    expect(await heard.next()).toMatchObject({
      operation: 'UPDATE',
      fields: ['name'],
      command: 'updateCustomer',
      actor: { kind: 'STAFF' },
      customer: { name: '上海国际会展' },
    });
    await heard.end();
  });

  describe('events', () => {
    test('of one record, with what any event has and what this one says', async () => {
      const heard = await listen(
        `subscription ($id: ID!) { events(customer: $id) { __typename cursor type subject { id __typename } payload
          ... on InteractionRecordedEvent { interaction { subject } data { channel customer { id } corrects { id } } } } }`,
        { id },
      );
      await clerk.run(recordInteraction, {
        customer,
        channel: 'PHONE',
        direction: 'INBOUND',
        subject: '询价',
        at: house.clock.now(),
      } as never);
      expect(await heard.next()).toMatchObject({ type: 'crm.interaction.recorded' });
      await heard.end();
    });
  });

  test('refuses what is not for everyone', async () => {
    expect(
      await refused('subscription { events { cursor } }', {}, { actor: { ...clerk.actor, permissions: ['crm:customers:read'] } }),
    ).toBe('FORBIDDEN');
  });
});
