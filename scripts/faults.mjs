/**
 * What must be survived, each printing what it counted: `npm run faults` runs all of it, `npm run faults -- F17 F18` the named ones. The
 * parts that need dump, restore or a standby use Debian's postgresql-15, those with a broker nats-server; where one is missing they say so.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const names = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/faults', ...(names.length > 0 ? ['-t', names.join('|')] : [])],
  { cwd: root, stdio: 'inherit', env: { ...process.env, GUANXI_FAULTS: '1' } },
);
process.exit(status ?? 1);
