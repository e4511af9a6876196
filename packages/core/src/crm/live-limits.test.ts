/** DATA-14: what a live query may ask, and what becomes of it when it cannot be answered. */
import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, expect, test } from 'vitest';
import { createCustomer, crm, updateCustomer } from './index.ts';
import { liveClient } from './testing/live.fixture.ts';

const limits = { liveDebounceMs: 1, minLiveDebounceMs: 1, maxLiveDebounceMs: 5_000, maxAnswerBytes: 700, maxCost: 2_000 };

describeEngines('limits of live queries', { plugins: [crm()], limits }, (t) => {
  type Person = Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let chief: Person;
  let customer: Id<'Customer'>;
  beforeEach(async () => {
    chief = await (await t().another()).staff();
    ({ customer } = await chief.run(createCustomer, { name: '甲', kind: 'ORGANISATION', confirmNew: true }));
  });
  const refusal = async (document: string, o: { readonly variables?: Record<string, unknown>; readonly actor?: never } = {}) => {
    const subscribed = await t().engine.subscribe({ document, actor: chief.actor, ...o });
    if (subscribed.ok) throw new Error('it was not refused');
    return subscribed.answer.parsed().errors?.[0];
  };

  test('it is for queries only, and for somebody', async () => {
    expect(await refusal('mutation @live { createCustomer(input: { name: "乙", kind: PERSON }) { userErrors { code } } }')).toMatchObject({
      message: 'Directive "@live" may not be used on MUTATION.',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    const nobody = { actor: null as never };
    expect(await refusal('query @live { customers { totalCount } }', nobody)).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  test('changes are gathered for as long as it asks, within bounds', async () => {
    const document = 'query ($ms: Int!) @live(debounce: $ms) { customers { totalCount } }';
    for (const ms of [0, -5, 5_001])
      expect(await refusal(document, { variables: { ms } })).toMatchObject({
        extensions: { code: 'BAD_INPUT', argument: ['debounce'] },
        message: expect.stringContaining('from 1 to 5000 milliseconds'),
      });
    const client = await liveClient(t().engine, chief.actor, document, { ms: 5 });
    expect(client.data).toEqual({ customers: { totalCount: 1 } });
    await client.leave();
  });

  test('A30 what is too costly is refused as a query is, before anything runs; what is too large is told as its result', async () => {
    const costly = 'query @live { customers(first: 500) { nodes { interactions(first: 500) { nodes { id } } } } }';
    expect(await refusal(costly)).toEqual((await chief.execute(costly.replace('@live', ''))).errors?.[0]);
    expect(await refusal(costly)).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED', details: { what: 'cost', limit: 2_000 } } });
    const payload =
      'subscription ($id: ID!) { customerChanged(id: $id) { customer { interactions(first: 100) { nodes { customer { ...F } } } } } }';
    const fragment = 'fragment F on Customer { interactions(first: 100) { nodes { id } } }';
    expect(await refusal(`${payload} ${fragment}`, { variables: { id: globalId('cus', customer) } })).toMatchObject({
      extensions: { code: 'LIMIT_EXCEEDED', details: { what: 'cost' } },
    });
    const large =
      'query @live { __typename customers { nodes { ...F } } } fragment F on Customer { a: id b: id c: id d: id e: id f: id g: id h: id }';
    for (const name of ['乙', '丙', '丁']) await chief.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true });
    const client = await liveClient(t().engine, chief.actor, large);
    expect(client.last).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }], extensions: { live: { revision: 1 } } });
    expect({ data: client.data, errors: client.last.errors }).toEqual(await chief.execute(large.replace('@live', '')));
    await client.leave();
  });

  test('an error of a later run is its result, and the query stays live', async () => {
    const client = await liveClient(t().engine, chief.actor, 'query ($id: ID!) @live { customer(id: $id) { name industry region } }', {
      id: globalId('cus', customer),
    });
    const long = '长'.repeat(90);
    const everywhere = { name: long, industry: long, region: long };
    await chief.run(updateCustomer, { customer, set: everywhere });
    await client.next();
    expect(client.last).toMatchObject({ data: { customer: null }, errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
    await chief.run(updateCustomer, { customer, set: { name: '乙', industry: '会展', region: null } });
    expect(await client.next()).toEqual({ customer: { name: '乙', industry: '会展', region: null } });
    expect(client.last.errors).toBeUndefined();
    await client.leave();
  });

  test('who leaves is let go; asked for where there is one answer only, it is a query', async () => {
    const document = 'query @live { customers { totalCount } }';
    const subscribed = await t().engine.subscribe({ document, actor: chief.actor });
    if (!subscribed.ok) throw new Error(subscribed.answer.text);
    await subscribed.stream.next();
    const waited = subscribed.stream.next();
    await subscribed.stream.return?.();
    expect(await waited).toEqual({ done: true, value: undefined });
    expect((await t().engine.execute({ document, actor: chief.actor })).text).toBe('{"data":{"customers":{"totalCount":1}}}');
  });
});
