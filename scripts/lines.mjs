/**
 * Fails when a hand-written source file has more lines than anyone reads as one idea: `node scripts/lines.mjs [repository]`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const limit = 400;
const top = process.argv[2] ?? root;
const written = /\.(ts|tsx|mts|cts|js|mjs|cjs)$/;

// Tracked and new files alike, and none that .gitignore leaves out (dist, node_modules).
const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: top, encoding: 'utf8' });
const sources = listed.split('\0').filter((file) => written.test(file) && existsSync(join(top, file)));
const long = sources
  .map((file) => ({ file, lines: readFileSync(join(top, file), 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > limit);

for (const { file, lines } of long) console.error(`${file}: ${lines} lines; the limit is ${limit}. Which of its ideas deserves a file?`);
if (long.length === 0) console.log(`${sources.length} source files, none over ${limit} lines.`);
process.exit(long.length === 0 ? 0 : 1);
