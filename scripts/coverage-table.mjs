/**
 * Writes docs/coverage.md: each requirement with the tests that prove it, found by the ids in their names.
 *
 *     node scripts/coverage-table.mjs
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirements } from './requirements.mjs';
import { testNames } from './test-names.mjs';
import { root } from './workspace.mjs';

export const page = join(root, 'docs/coverage.md');

/** @typedef {{ file: string, name: string }} Test */

const ids = /\b(?:[A-Z]{2,}-\d{2}|[AF]\d{2}|G\d{1,2})\b/g;
/** Says, where a test cannot run, that it did not: that proves nothing. */
const notRun = / is not run\b/;

/** @returns {Map<string, Test[]>} */
export function testsById() {
  // Tracked and new files alike, so that a test is in the table before it is committed.
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.test.ts', '*.fault.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = [...new Set(listed.split('\0'))].filter((file) => file !== '' && existsSync(join(root, file))).sort();
  /** @type {Map<string, Test[]>} */
  const found = new Map();
  for (const file of files)
    for (const name of new Set(testNames(readFileSync(join(root, file), 'utf8')))) {
      if (notRun.test(name)) continue;
      for (const id of new Set(name.match(ids))) found.set(id, [...(found.get(id) ?? []), { file, name }]);
    }
  return found;
}

export function coverageTable() {
  const tests = testsById();
  return [
    '# Which test proves what',
    '',
    'Tests name the requirements that they prove; a test within a `describe` that names one proves it too. A test marked *extension point*',
    'goes through a small plugin of its own, because the module that the requirement speaks of is not part of this repository yet: it proves',
    'that such a module has what it needs from the core.',
    '',
    'This page is written from the tests (`node scripts/coverage-table.mjs`), and a test fails when it is out of date.',
    '',
    ...requirements.flatMap(([group, list]) => [
      `## ${group}`,
      '',
      '| | requirement | proven by |',
      '|---|---|---|',
      ...Object.entries(list).map(([id, title]) => `| ${id} | ${title} | ${proofs(tests.get(id) ?? [])} |`),
      '',
    ]),
  ].join('\n');
}

/** @param {Test[]} tests */
function proofs(tests) {
  const files = [...new Set(tests.map(({ file }) => file))];
  return files
    .map((file) => {
      const names = tests.filter((test) => test.file === file).map(({ name }) => `· ${cell(name)}`);
      return [`**[${file}](../${file})**`, ...names].join('<br>');
    })
    .join('<br>');
}

/** @param {string} name */
function cell(name) {
  const text = name.replaceAll(/ ?\(extension point\)/g, '').replaceAll(/[|<>`*_\\]/g, '\\$&');
  return name.includes('(extension point)') ? `${text} — *extension point*` : text;
}

if (process.argv[1] === import.meta.filename) writeFileSync(page, coverageTable());
