/** The limit on a file's length holds for what people write, also before it is committed, and not for what is generated. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/workspace.mjs';

let repository: string;
const write = (path: string, lines: number) => writeFileSync(join(repository, path), 'line();\n'.repeat(lines));

function lines() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/lines.mjs'), repository], { encoding: 'utf8' });
  return { status, says: (stdout + stderr).trim() };
}

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'guanxi-lines-'));
  execFileSync('git', ['init', '--quiet'], { cwd: repository });
  mkdirSync(join(repository, 'dist'));
  writeFileSync(join(repository, '.gitignore'), 'dist/\n');
  write('dist/bundle.js', 5_000);
  write('data.csv', 5_000);
  write('whole.ts', 400);
});
afterAll(() => rmSync(repository, { recursive: true, force: true }));

test('files up to the limit pass', () => {
  expect(lines()).toEqual({ status: 0, says: '1 source files, none over 400 lines.' });
});

test('a longer one is named with its length', () => {
  write('long.tsx', 401);
  expect(lines()).toEqual({ status: 1, says: 'long.tsx: 401 lines; the limit is 400. Which of its ideas deserves a file?' });
});
