/** Trusted documents: asked for by their ids on every transport, and nothing else where that is wanted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { print } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../testing/served.fixture.ts';
import { transportNames, transports } from '../testing/transports.fixture.ts';
import { hashOf } from './store.ts';
import type { DocumentOptions } from './trusted.ts';

const hello = 'query Hello($name: String) { hello(name: $name) }';
const change = 'mutation { change }';
const hash = hashOf(hello);
const persisted = (sha256Hash: unknown) => ({ persistedQuery: { version: 1, sha256Hash } });

function manifest(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-documents-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'documents.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}
async function open(documents?: DocumentOptions) {
  const served = await serve(documents && { documents });
  return { ...served, asks: transports(served.url, served.token) };
}
const store = new Map([
  [hash, hello],
  ['hello-1', hello],
  [hashOf(change), change],
]);

describe.each(transportNames)('over %s', (name) => {
  test('a document is asked for by its id or hash', async () => {
    const { asks, engine } = await open({ store });
    const variables = { name: 'Wei' };
    const named = [{ documentId: 'hello-1' }, { documentId: hash }, { documentId: `sha256:${hash}` }, { extensions: persisted(hash) }];
    for (const asked of named) expect((await asks[name]({ ...asked, variables })).data).toEqual({ hello: 'Hello Wei' });
    expect(engine.asked.map(({ document }) => document)).toEqual(named.map(() => hello));
  });

  test('one that is not known is refused, unless its text comes along', async () => {
    const { asks, engine } = await open({ store });
    const other = '{ lines }';
    for (const asked of [{ documentId: 'other' }, { documentId: '__proto__' }, { extensions: persisted(hashOf(other)) }])
      expect((await asks[name](asked)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(engine.asked).toEqual([]);
    expect((await asks[name]({ query: other, extensions: persisted(hashOf(other)) })).data).toEqual({ lines: [1, 2] });
    // Nothing that a request brings is kept.
    expect((await asks[name]({ extensions: persisted(hashOf(other)) })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('a text under the hash of another, and an id that is none, are the fault of the caller', async () => {
    const { asks, engine } = await open({ store });
    for (const asked of [
      { query: '{ lines }', extensions: persisted(hash) },
      { extensions: persisted(7) },
      { documentId: 'x'.repeat(201) },
    ])
      expect((await asks[name](asked)).code).toBe('BAD_INPUT');
    expect(engine.asked).toEqual([]);
  });

  test('only: the text of a published document is as good as its id, any other is refused', async () => {
    const { asks, engine } = await open({ store, only: true });
    expect((await asks[name]({ query: hello })).data).toEqual({ hello: 'Hello you' });
    expect((await asks[name]({ documentId: 'hello-1' })).data).toEqual({ hello: 'Hello you' });
    const others = [{ query: '{ lines }' }, { query: `${hello} ` }, { query: '{ __schema { types { name } } }' }, { query: '{' }];
    for (const asked of others) expect((await asks[name](asked)).code).toBe('DOCUMENT_NOT_TRUSTED');
    const withHash = { query: '{ lines }', extensions: persisted(hashOf('{ lines }')) };
    expect((await asks[name](withHash)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(engine.asked).toHaveLength(2);
  });
});

test('A39 a published mutation is none of a GET', async () => {
  const { asks, engine } = await open({ store });
  expect(await asks.GET({ documentId: hashOf(change) })).toMatchObject({ status: 405 });
  expect(engine.asked).toEqual([]);
  expect((await asks.POST({ documentId: hashOf(change) })).data).toEqual({ change: 1 });
});

describe('the store', () => {
  test('may be a file, or a function whose answers are checked too', async () => {
    expect((await (await open({ store: manifest({ [hash]: hello }) })).asks.POST({ documentId: hash })).data).toBeDefined();
    const wrong = await open({ store: async (id) => (id === hash ? change : null) });
    expect((await wrong.asks.POST({ documentId: hash })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(wrong.engine.asked).toEqual([]);
  });

  test('is refused at the start where it is none, or has a document under the hash of another', async () => {
    for (const content of [[], { [hash]: 7 }, null, { [hash]: change }])
      await expect(open({ store: manifest(content) })).rejects.toThrow(TypeError);
    await expect(open({ store: new Map([[hash, change]]) })).rejects.toThrow(/has another hash/);
  });
});

test("Apollo Client's link for persisted queries finds what is there, and sends the text of what is not", async () => {
  const query = gql`{ hello }`;
  const { url, token, engine } = await open({ store });
  const link = ApolloLink.from([
    new PersistedQueryLink({ sha256: (text: string) => hashOf(text) }),
    new HttpLink({ uri: url, headers: { authorization: `Bearer ${token}` } }),
  ]);
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  expect((await client.query({ query })).data).toEqual({ hello: 'Hello you' });
  expect(engine.asked.map(({ document }) => document)).toEqual([print(query)]);
});
