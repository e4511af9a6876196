/** The manifest of trusted documents, from the files of an application. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finderOf } from '../../documents/store.ts';
import { called } from '../../testing/command-line.fixture.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanxi-manifest-'));
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'list.graphql'), '{ customers { totalCount } }\n');
  writeFileSync(join(folder, 'pages', 'one.gql'), 'query One($id: ID!) { customer(id: $id) { name } }');
  writeFileSync(join(folder, 'pages', 'readme.md'), 'no document');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('each document stands under the hash of its text, and a server takes it', async () => {
  const { status, stdout } = await called('documents', folder);
  expect(status).toBe(0);
  const manifest = JSON.parse(stdout) as Record<string, string>;
  expect(Object.values(manifest).sort()).toEqual(['query One($id: ID!) { customer(id: $id) { name } }', '{ customers { totalCount } }\n']);
  for (const [hash, text] of Object.entries(manifest)) expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
  writeFileSync(join(folder, 'documents.json'), stdout);
  const find = finderOf(join(folder, 'documents.json'));
  const [hash = ''] = Object.keys(manifest);
  expect(await find(hash)).toBe(manifest[hash]);
});

test('what is no document, no folder or no file is told', async () => {
  expect(await called('documents', join(folder, 'nowhere'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no folder'),
  });
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  expect(await called('documents', empty)).toMatchObject({ status: 2, stderr: expect.stringContaining('no .graphql file') });
  writeFileSync(join(empty, 'wrong.graphql'), '{ customers {');
  expect(await called('documents', empty)).toMatchObject({ status: 2, stderr: expect.stringContaining('is no GraphQL') });
});
