/**
 * Writes the next migration of the kernel, of `crm` or of a plugin from what its tables are now:
 *
 *     npm run generate -- kernel|crm|<plugin folder> --name what_changes
 *     npm run generate -- crm --name backfill_grams --custom        (an empty file of the same layout, to be written by hand)
 *     npm run generate -- examples/custom-plugin --plugin booth --name visits        (a plugin elsewhere, called otherwise)
 *
 * drizzle-kit compares with the last snapshot; this script says where, and refuses what the runner would not want.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { root } from './workspace.mjs';

const [where = '', ...given] = process.argv.slice(2);
if (!/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)*$/.test(where)) {
  console.error('Whose migration? npm run generate -- kernel|crm|<plugin folder> --name what_changes');
  process.exit(1);
}
/** A plugin is called as its folder is, unless it says otherwise. */
const named = given.indexOf('--plugin');
const owner = named < 0 ? basename(where) : (given[named + 1] ?? '');
const rest = named < 0 ? given : given.toSpliced(named, 2);
const builtIn = where === 'kernel' || where === 'crm';
const directory = builtIn ? join(root, 'packages/core') : join(root, where.includes('/') ? where : `packages/plugins/${where}`);
const out = builtIn ? join(directory, 'migrations', owner) : join(directory, 'migrations');
if (!existsSync(directory)) {
  console.error(`There is no plugin folder ${relative(root, directory)}.`);
  process.exit(1);
}

// drizzle-kit's loader prefers a build where there is one: it would compare with tables as they were.
rmSync(join(root, 'packages/core/dist'), { recursive: true, force: true });

const listed = () => (existsSync(out) ? readdirSync(out) : []);
const before = new Set(listed());
const schema = builtIn
  ? ['--config', `drizzle.${owner}.config.ts`]
  : ['--dialect', 'postgresql', '--schema', './src/**/tables.ts', '--out', './migrations'];
const made = spawnSync(process.execPath, [join(root, 'node_modules/drizzle-kit/bin.cjs'), 'generate', ...schema, ...rest], {
  cwd: directory,
  stdio: 'inherit',
  // The tables import @guanxi/core, which is found by this condition while it is not built.
  env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --conditions=guanxi:source` },
});
if (made.status !== 0) process.exit(made.status ?? 1);

for (const name of listed().filter((entry) => !before.has(entry))) {
  const file = join(out, name, 'migration.sql');
  // The schema is made with the journal, before any migration; a role that may not make one could not run this line.
  const text = readFileSync(file, 'utf8').replace(/^CREATE SCHEMA "crm";\n?(--> statement-breakpoint\n)?/m, '');
  writeFileSync(file, text);
  const prefix = `${owner.replaceAll('-', '_')}_`;
  const foreign = [...text.matchAll(/(?:CREATE|ALTER|DROP) TABLE "crm"\."([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .filter((table) => owner !== 'kernel' && !table.startsWith(prefix));
  if (foreign.length > 0) {
    rmSync(join(out, name), { recursive: true });
    console.error(`Not written: it would change tables that are not of "${owner}": ${[...new Set(foreign)].join(', ')}.`);
    console.error(`A table of this package is named ${prefix}…; one of another package is referred to by reference() and never exported.`);
    process.exit(1);
  }
}
