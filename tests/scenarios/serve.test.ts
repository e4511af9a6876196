/** The served example as an operator runs it: started, asked, given a file, told to end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the embedding guide shows the example that runs', async () => {
  const [guide, example] = await Promise.all(
    ['docs/embedding.md', 'examples/serve/src/main.ts'].map((path) => readFile(join(root, path), 'utf8')),
  );
  expect(guide).toContain(example);
});

test('serve answers its own people, keeps a file, and ends in order on SIGTERM', async () => {
  const files = await mkdtemp(join(tmpdir(), 'guanxi-serve-'));
  onTestFinished(() => rm(files, { recursive: true }));
  const server = spawn(process.execPath, ['--conditions', 'guanxi:source', '--import', 'tsx', 'src/main.ts'], {
    cwd: join(root, 'examples/serve'),
    env: { ...process.env, DATABASE_URL: undefined, PORT: '0', FILES: files },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  let log = '';
  server.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const [line] = (await Promise.race([once(server.stdout, 'data'), once(server, 'exit').then(() => [log])])) as [Buffer];
  const url = String(line).trim();
  const authorization = 'Bearer secret';
  const asked = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ staffMembers { nodes { name } } }' }),
  });
  expect(await asked.json()).toEqual({ data: { staffMembers: { nodes: [{ name: '李娜' }] } } });
  const kept = await fetch(new URL('/files', url), { method: 'POST', headers: { authorization, 'x-file-name': 'a.txt' }, body: 'kept' });
  expect(kept.status).toBe(201);

  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
  const lines = log
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as object);
  expect(lines).toMatchObject([
    { path: '/graphql', status: 200, type: 'query', outcome: 'ok' },
    { path: '/files', status: 201, outcome: 'ok' },
  ]);
}, 90_000);
