/**
 * `npm run bench`: what the engine costs, measured beside its bounds. Not part of the tests: a machine's speed is no property of the code.
 *
 *     npm run bench -- --only sizes --size 1000000 --json sizes.json
 */

import { writeFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { parseArgs } from 'node:util';
import { access } from './access/index.ts';
import { cache } from './cache/index.ts';
import { fanout } from './fanout/index.ts';
import { live } from './live/index.ts';
import type { Measured, Options, Suite } from './measured.ts';
import { plugins } from './plugins/index.ts';
import { read } from './read/index.ts';
import { sizes } from './sizes/index.ts';
import { write } from './write/index.ts';

const suites: Readonly<Record<string, Suite>> = { read, sizes, write, fanout, live, access, plugins, cache };

const help = `npm run bench [-- options]

  --only NAME     one suite: ${Object.keys(suites).join(', ')} (default: all); NAME/PART runs one part of it, such as sizes/import
  --size N        customers of the large tenant (default 1000000; of the one that \`read\` is measured in, 20000)
  --peers         install other servers into a temporary folder and measure them beside ours
  --rounds N      rounds in which reads are measured (default 5); fewer than that show that it works, and nothing else
  --json FILE     the results as JSON, with the machine they were measured on; \`node scripts/benchmarks.mjs FILE\` makes docs/benchmarks.md of it
  --help          this text
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string' },
    peers: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const size = Number(values.size ?? 1_000_000);
const rounds = Number(values.rounds);
const reads = values.size === undefined ? null : size;
const [only = null, part = null] = values.only?.split('/') ?? [];
if (values.help) process.stdout.write(help);
else if (!Number.isInteger(size) || size < 1_000) fail(`--size takes a number of at least 1000, not "${values.size}".`);
else if (!Number.isInteger(rounds) || rounds < 1) fail(`--rounds takes a number of at least 1, not "${values.rounds}".`);
else if (only !== null && !(only in suites)) fail(`There is no suite "${only}": ${Object.keys(suites).join(', ')}.`);
else await run({ size, part, reads, rounds, peers: values.peers });

function fail(text: string): void {
  process.stderr.write(`${text}\n\n${help}`);
  process.exitCode = 2;
}

async function run(o: Options): Promise<void> {
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release().split('.', 2).join('.')}`,
    node: process.version,
  };
  console.log(`${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, Node ${machine.node}\n`);
  const results: Measured[] = [];
  for (const [name, suite] of Object.entries(suites)) {
    if (only !== null && name !== only) continue;
    for await (const measured of suite(o)) {
      results.push(measured);
      console.log(line(measured));
    }
  }
  const beyond = results.filter((m) => !m.fits);
  console.log(beyond.length === 0 ? '\nAll within their bounds.' : `\n${beyond.length} of ${results.length} beyond their bounds.`);
  if (values.json)
    await writeFile(
      values.json,
      `${JSON.stringify({ machine, results: results.flatMap((m) => m.rates ?? []), checks: results.map(({ rates: _, ...m }) => m) }, null, 2)}\n`,
    );
}

function line({ name, detail = '', value, bound, unit, fits }: Measured): string {
  return `${fits ? '✓' : '✗'} ${name.padEnd(66)} ${String(value).padStart(10)} ${unit.padEnd(12)} ${bound.padEnd(14)} ${detail}`.trimEnd();
}
