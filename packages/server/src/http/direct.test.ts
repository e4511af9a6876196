/** The short way answers as the general one does, which a request with a content encoding always takes. */
import { GuanxiError } from '@guanxi/core';
import { describe, expect, test } from 'vitest';
import { serve } from '../testing/served.fixture.ts';
import { acceptedType } from './accept.ts';

const hello = { query: '{ hello }' };
const bodies: readonly (readonly [string, unknown])[] = [
  ['an operation', hello],
  ['with all its parameters', { query: 'query A($name: String) { hello(name: $name) }', variables: { name: 'Wei' }, operationName: 'A' }],
  ['with nulls', { query: '{ hello }', variables: null, operationName: null, extensions: null }],
  ['a mutation', { query: 'mutation { change }' }],
  ['a wrong document', { query: '{ helo }' }],
  ['an empty document', { query: '' }],
  ['no document', {}],
  ['a document that is no text', { query: 1 }],
  ['an unknown parameter', { query: '{ hello }', id: 1 }],
  ['variables that are no object', { query: '{ hello }', variables: '{}' }],
  ['variables that are a list', { query: '{ hello }', variables: [] }],
  ['a name that is no text', { query: '{ hello }', operationName: {} }],
  ['extensions that are no object', { query: '{ hello }', extensions: 1 }],
  ['several operations', [hello, hello]],
  ['null', null],
  ['a text', '"x"'],
  ['no JSON', '{ "query": '],
];
const accepts = [undefined, '*/*', 'application/json', 'application/graphql-response+json', 'text/html, application/*;q=0.8', 'text/html'];

const told = async (response: Response) => ({
  status: response.status,
  type: response.headers.get('content-type'),
  authenticate: response.headers.get('www-authenticate'),
  retryAfter: response.headers.get('retry-after'),
  body: await response.text(),
});

describe.each(bodies)('%s', (_, body) => {
  test.each(accepts)('accepted as %s', async (accept) => {
    const { post } = await serve();
    const headers = accept === undefined ? {} : { accept };
    const short = await told(await post(body, { headers }));
    expect(short).toEqual(await told(await post(body, { headers: { ...headers, 'content-encoding': 'identity' } })));
  });
});

describe('refusals', () => {
  test.each(['application/json', 'application/graphql-response+json'])('of who is not known, as %s', async (accept) => {
    const { post } = await serve();
    const headers = { accept, authorization: 'Bearer guessed' };
    const short = await told(await post(hello, { headers }));
    expect(short).toEqual(await told(await post(hello, { headers: { ...headers, 'content-encoding': 'identity' } })));
    expect(short).toMatchObject({ status: 401, authenticate: 'Bearer' });
  });

  test.each([
    new GuanxiError('ENGINE_CLOSED'),
    new GuanxiError('FORBIDDEN', { permission: 'x' }),
    new Error('select secret from crm_customer'),
  ])('of the engine itself: %s', async (failure) => {
    const { post, engine } = await serve();
    engine.failure = failure;
    const short = await told(await post(hello));
    expect(short).toEqual(await told(await post(hello, { headers: { 'content-encoding': 'identity' } })));
    expect(short.body).not.toContain('secret');
  });
});

test('an idempotency key reaches the engine', async () => {
  const { post, engine } = await serve();
  await post(hello, { headers: { 'idempotency-key': 'k1' } });
  expect(engine.asked).toMatchObject([{ document: '{ hello }', idempotencyKey: 'k1' }]);
});

test('the first form of JSON that is named is taken', () => {
  expect(
    [
      '',
      'application/graphql-response+json, application/json;q=0.9',
      'application/json, application/graphql-response+json',
      'text/html,*/*',
      'application/json;charset=latin1, application/graphql-response+json;charset=utf-8',
      'text/plain',
    ].map(acceptedType),
  ).toEqual([
    'application/json',
    'application/graphql-response+json',
    'application/json',
    'application/json',
    'application/graphql-response+json',
    null,
  ]);
});
