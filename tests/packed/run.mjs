/**
 * `npm run packed`: what a stranger gets from npm. Packs every package, installs the tarballs with npm into an empty project, compiles a
 * consumer there with TypeScript 7 and 5.9, and runs it with plain node: an engine from the dist files, an embedded database, one query.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll } from '../../scripts/pack.mjs';
import { node } from '../../scripts/tools.mjs';
import { manifest, root } from '../../scripts/workspace.mjs';

/** The compilers that consumers use, by the folder of each. */
const compilers = { 7: join(root, 'node_modules/typescript'), 5.9: join(root, 'tests/node_modules/typescript-5.9') };

const project = mkdtempSync(join(tmpdir(), 'guanxi-packed-'));
try {
  if (node(join(root, 'scripts/build.mjs')) !== 0) throw new Error('The packages do not compile; nothing to pack.');
  lay();
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
  for (const [version, directory] of Object.entries(compilers)) compile(version, directory);
  run(process.execPath, ['consumer.js']);
  run(process.execPath, ['node_modules/@guanxi/server/bin/guanxi.js', '--help']);
  console.log('The packed packages install, compile and run.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}

/** Lays out the empty project: the tarballs as its dependencies, and one source file. */
function lay() {
  const tarballs = join(project, 'tarballs');
  mkdirSync(tarballs);
  const packed = packAll(tarballs);
  const files = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const consumer = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { ...files, graphql: installedVersion('packages/core/node_modules/graphql') },
    devDependencies: { '@types/node': installedVersion('node_modules/@types/node') },
    // The tarballs name each other by version, and these versions are on no registry yet.
    overrides: Object.fromEntries(packed.map(({ name }) => [name, `$${name}`])),
  };
  const tsconfig = {
    compilerOptions: {
      target: 'ES2023',
      module: 'nodenext',
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      // Declarations are checked too, or an error in one of ours would silently turn into `any`.
      skipLibCheck: false,
    },
    files: ['consumer.ts'],
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(consumer, null, 2));
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(tsconfig, null, 2));
  copyFileSync(join(root, 'tests/packed/consumer.ts'), join(project, 'consumer.ts'));
}

/** @param {string} directory */
function installedVersion(directory) {
  return manifest(join(root, directory)).version;
}

/**
 * Compiles the consumer; errors inside other people's declarations are theirs.
 * @param {string} version
 * @param {string} directory
 */
function compile(version, directory) {
  const { stdout } = spawnSync(process.execPath, [join(directory, 'bin/tsc'), '--pretty', 'false'], { cwd: project, encoding: 'utf8' });
  const ours = stdout.split('\n').filter((line) => /^(consumer\.ts|node_modules\/@guanxi\/|error )/.test(line));
  if (ours.length > 0) throw new Error(`TypeScript ${version} refuses the packed declarations:\n${ours.join('\n')}`);
  console.log(`Compiles with TypeScript ${version}.`);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`\`${command} ${args.join(' ')}\` ended with ${status} in the consumer's project.`);
}
