/** The demo as its user meets it: what it prints is typed in, and answers; Ctrl-C ends it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

describe.skipIf(inject('embeddedSnapshot') === null)('npm run demo', () => {
  let folder: string;
  let demo: ChildProcess;
  let said = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guanxi-demo-'));
    demo = spawn(
      process.execPath,
      ['--conditions', 'guanxi:source', '--import', 'tsx', main, '--port', '0', '--empty', '--data', join(folder, 'data')],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    demo.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    await new Promise<void>((resolve, reject) => {
      demo.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${said}`)));
      demo.stdout?.on('data', (chunk) => {
        said += String(chunk);
        if (said.includes('Ctrl-C')) resolve();
      });
    });
  }, 120_000);
  afterAll(async () => {
    demo.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  test('each query that it shows answers', async () => {
    const shown = [...said.matchAll(/^curl -s (\S+) -H '([^']+)' -H '([^']+)' -d '(.+)'$/gm)];
    expect(shown).toHaveLength(3);
    for (const [, url = '', ...rest] of shown) {
      const [type = '', token = '', body = ''] = rest;
      const headers = [type, token].map((line) => line.split(': ') as [string, string]);
      const answer = (await (await fetch(url, { method: 'POST', headers, body })).json()) as object;
      expect(answer).toEqual({ data: expect.any(Object) });
    }
  });

  test('it ends well when it is told to', async () => {
    const ended = once(demo, 'exit');
    demo.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }, 60_000);
});
