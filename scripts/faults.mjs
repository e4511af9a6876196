/**
 * What must be survived, each printing what it counted: `npm run faults` runs all of it, `npm run faults -- F17 F18` the named ones,
 * `npm run faults -- --system` only what needs programs of the system: dump, restore and a standby take Debian's postgresql-15, a pooler
 * pgbouncer, a broker nats-server. Where one is missing, the test says so. `--long` is the size of a week: minutes to hours instead of seconds.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const files = args.includes('--system') ? '.fault.ts' : 'tests/faults';
const { status } = spawnSync(
  process.execPath,
  // One after the other: what is counted in milliseconds is counted on a machine that does nothing else.
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--no-file-parallelism',
    files,
    ...(names.length > 0 ? ['-t', names.join('|')] : []),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, GUANXI_FAULTS: args.includes('--long') ? 'long' : '1' } },
);
process.exit(status ?? 1);
