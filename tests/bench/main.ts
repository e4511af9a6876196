/**
 * `npm run bench`: what the engine costs, measured beside its bounds. Not part of the tests: a machine's speed is no property of the code.
 *
 *     npm run bench -- --only sizes --size 1000000 --json sizes.json
 */

import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { access } from './access/index.ts';
import { fanout } from './fanout/index.ts';
import type { Measured, Options, Suite } from './measured.ts';
import { read } from './read/index.ts';
import { sizes } from './sizes/index.ts';
import { write } from './write/index.ts';

const suites: Readonly<Record<string, Suite>> = { read, sizes, write, fanout, access };

const help = `npm run bench [-- options]

  --only NAME     one suite: ${Object.keys(suites).join(', ')} (default: all); NAME/PART runs one part of it, such as sizes/import
  --size N        customers of the large tenant (default 1000000; of the one that \`read\` is measured in, 20000)
  --peers         install other servers into a temporary folder and measure them beside ours
  --json FILE     the results as JSON, with the machine they were measured on
  --help          this text
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string' },
    peers: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const size = Number(values.size ?? 1_000_000);
const reads = values.size === undefined ? null : size;
const [only = null, part = null] = values.only?.split('/') ?? [];
if (values.help) process.stdout.write(help);
else if (!Number.isInteger(size) || size < 1_000) fail(`--size takes a number of at least 1000, not "${values.size}".`);
else if (only !== null && !(only in suites)) fail(`There is no suite "${only}": ${Object.keys(suites).join(', ')}.`);
else await run({ size, part, reads, peers: values.peers });

function fail(text: string): void {
  process.stderr.write(`${text}\n\n${help}`);
  process.exitCode = 2;
}

async function run(o: Options): Promise<void> {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
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

function line({ name, value, bound, unit, fits }: Measured): string {
  return `${fits ? '✓' : '✗'} ${name.padEnd(66)} ${String(value).padStart(10)} ${unit.padEnd(12)} ${bound}`;
}
