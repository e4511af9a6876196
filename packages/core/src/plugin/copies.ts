/**
 * Two copies of a package that must be one. Tokens, tables and GraphQL types carry the identity of the copy that made them: beside a second
 * copy `instanceof` fails somewhere far away, with an error that names neither plugin nor cause.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BootProblem, problem } from './boot-error.ts';
import { coreMark, type Plugin } from './define.ts';

const shared = ['graphql', 'drizzle-orm'] as const;
const here = import.meta.url;

/** What `find` makes of a package's name as seen from a file; injected so that tests need no second copy on disk. */
export type Find = (name: string, from: URL | string) => string | null;

export function checkCopies(plugins: readonly Plugin[], find: Find = packageDirectory): readonly BootProblem[] {
  return plugins.flatMap((plugin) => {
    const found: BootProblem[] = [];
    if (plugin.madeBy !== coreMark) {
      const theirs = find('@guanxi/core', plugin.shape.migrations) ?? 'its own';
      found.push(
        problem('TWO_COPIES', [plugin.id], { package: '@guanxi/core', theirs, ours: dirname(dirname(dirname(fileURLToPath(here)))) }),
      );
    }
    for (const name of shared) {
      const theirs = find(name, plugin.shape.migrations);
      const ours = find(name, here);
      if (theirs !== null && ours !== null && theirs !== ours)
        found.push(problem('TWO_COPIES', [plugin.id], { package: name, theirs, ours }));
    }
    return found;
  });
}

/** Where Node would find a package from a file: the nearest `node_modules` that has it, links followed. */
function packageDirectory(name: string, from: URL | string): string | null {
  for (let directory = dirname(fileURLToPath(from)); ; directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (dirname(directory) === directory) return null;
  }
}
