/**
 * Writes the figures of docs/benchmarks.md, and docs/benchmarks.svg beside it, from what `npm run bench -- --json FILE` kept:
 *
 *     node scripts/benchmarks.mjs read.json read-1m.json
 *
 * What stands above the page's marker is written by hand and stays.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barPlot } from './bar-plot.mjs';
import { root } from './workspace.mjs';

/**
 * @typedef {{ date: string, cpu: string, cores: number, memoryGiB: number, os: string, node: string }} Machine
 * @typedef {{
 *   workload: string, contender: string, size: number, rounds: number, connections: number, rps: number, p50: number, p99: number,
 *   statements: number, rss: number, spread: number, serverCpu: number, databaseCpu: number,
 * }} Rate
 * @typedef {{ name: string, value: number, unit: string, bound: string, fits: boolean }} Check
 * @typedef {{ machine: Machine, results: readonly Rate[], checks: readonly Check[] }} Run
 */

const ours = 'guanxi';
export const marker = '<!-- What follows is written by scripts/benchmarks.mjs from a run. -->';

/** @param {number} value */
const grouped = (value) => value.toString().replaceAll(/(?<=\d)(?=(\d{3})+(?!\d))/g, ',');
/** @param {number} value */
const rate = (value) => (value < 100 ? `${Math.round(value * 10) / 10}` : grouped(Math.round(value)));
/** @param {number} of @param {number} to */
const times = (of, to) => `${(of / to).toFixed(2)} ×`;

/**
 * Workloads in the order in which they were measured, a size for itself.
 *
 * @param {readonly Run[]} runs
 * @returns {Map<string, Rate[]>}
 */
function byWorkload(runs) {
  /** @type {Map<string, Rate[]>} */
  const out = new Map();
  for (const result of runs.flatMap(({ results }) => results)) {
    const title = `${result.workload}, ${grouped(result.size)} customers`;
    out.set(title, [...(out.get(title) ?? []), result]);
  }
  return out;
}

/**
 * The generated part of the page.
 *
 * @param {readonly Run[]} runs
 * @returns {string}
 */
export function figures(runs) {
  const machines = [...new Set(runs.map(({ machine }) => machineText(machine)))];
  const bounds = runs.flatMap(({ checks }) => checks).filter(({ bound }) => !/\b0$/.test(bound));
  return [
    '## Figures',
    '',
    ...machines,
    '',
    '![Requests a second of each contender](benchmarks.svg)',
    ...[...byWorkload(runs)].flatMap(([title, rates]) => ['', `### ${title}`, '', ...table(rates)]),
    ...(bounds.length === 0 ? [] : ['', '### Bounds', '', '| | measured | bound | |', '|---|--:|---|---|', ...bounds.map(boundRow)]),
    '',
  ].join('\n');
}

/** @param {Machine} machine */
const machineText = ({ date, cpu, cores, memoryGiB, os, node }) =>
  `Measured on ${date}: ${cores} cores (${cpu}), ${memoryGiB} GiB, ${os}, Node ${node}; servers, database and load generator share them.`;

/** @param {readonly Rate[]} rates */
function table(rates) {
  const own = rates.find(({ contender }) => contender === ours);
  const [{ rounds = 0, connections = 0 } = {}] = rates;
  return [
    `Medians of ${rounds} interleaved rounds, ${connections} connections.`,
    '',
    '| contender | requests/s | p50 ms | p99 ms | statements | server CPU µs | database CPU µs | memory MB | spread | guanxi is |',
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rates.map((r) => {
      const cells = [
        r.contender === ours ? `**${ours}**` : r.contender,
        rate(r.rps),
        r.p50,
        r.p99,
        r.statements,
        grouped(r.serverCpu),
        grouped(r.databaseCpu),
        grouped(Math.round(r.rss / 1e6)),
        `${Math.round(r.spread * 100)} %`,
        own && own !== r ? times(own.rps, r.rps) : '',
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

/** @param {Check} check */
const boundRow = ({ name, value, unit, bound, fits }) => `| ${name} | ${value} ${unit} | ${bound} | ${fits ? '✓' : '✗'} |`;

/**
 * @param {readonly Run[]} runs
 * @returns {string}
 */
export function plot(runs) {
  return barPlot({
    title: 'Requests a second',
    note: 'Longer is better; each workload has its own scale. Every answer was compared before it was timed.',
    groups: [...byWorkload(runs)].map(([title, rates]) => ({
      title,
      bars: rates.map((r) => ({
        label: r.contender,
        value: r.rps,
        text: `${rate(r.rps)}/s, p50 ${r.p50} ms`,
        isOurs: r.contender === ours,
      })),
    })),
  });
}

/**
 * The page with these figures instead of those that it had.
 *
 * @param {string} page
 * @param {readonly Run[]} runs
 */
export function pageWith(page, runs) {
  const at = page.indexOf(marker);
  if (at < 0) throw new Error(`The page has no marker: ${marker}`);
  return `${page.slice(0, at + marker.length)}\n\n${figures(runs)}`;
}

if (process.argv[1] === import.meta.filename) {
  const files = process.argv.slice(2);
  if (files.length === 0) throw new Error('Which run? node scripts/benchmarks.mjs FILE…, as npm run bench -- --json FILE wrote it.');
  const runs = files.map((file) => /** @type {Run} */ (JSON.parse(readFileSync(file, 'utf8'))));
  const page = join(root, 'docs/benchmarks.md');
  writeFileSync(page, pageWith(readFileSync(page, 'utf8'), runs));
  writeFileSync(join(root, 'docs/benchmarks.svg'), plot(runs));
}
