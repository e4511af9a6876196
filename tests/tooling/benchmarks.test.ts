/** The page of benchmarks says what a run measured, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { figures, marker, pageWith, plot, type Run } from '../../scripts/benchmarks.mjs';
import { root } from '../../scripts/workspace.mjs';

const rate = (contender: string, rps: number) => ({
  ...{ workload: 'list', contender, size: 20_000, rounds: 5, connections: 16, rps, p50: 3.21, p99: 7, statements: 1, rss: 123_456_789 },
  ...{ spread: 0.042, serverCpu: 210, databaseCpu: 1_234 },
});
const run: Run = {
  machine: { date: '2030-01-02', cpu: 'A <fast> one', cores: 2, memoryGiB: 8, os: 'Linux 6.1', node: 'v20.20.0' },
  results: [rate('guanxi', 4_500), rate('floor', 5_000), rate('other & co', 1_500.4)],
  checks: [
    { name: 'list: guanxi', value: 4_500, unit: '/s', bound: 'at least 0', fits: true },
    { name: 'list: of the floor', value: 0.9, unit: 'times', bound: 'at least 0.85', fits: true },
    { name: 'list: of other & co', value: 1.2, unit: 'times', bound: 'at least 2.1', fits: false },
  ],
};

describe('the page of benchmarks', () => {
  test('has a table for each workload, with the ratio of each contender', () => {
    const text = figures([run]);
    expect(text).toContain('Measured on 2030-01-02: 2 cores (A <fast> one), 8 GiB, Linux 6.1, Node v20.20.0');
    expect(text).toContain('### list, 20,000 customers\n\nMedians of 5 interleaved rounds, 16 connections.');
    expect(text).toContain('| **guanxi** | 4,500 | 3.21 | 7 | 1 | 210 | 1,234 | 123 | 4 % |  |');
    expect(text).toContain('| floor | 5,000 | 3.21 | 7 | 1 | 210 | 1,234 | 123 | 4 % | 0.90 × |');
    expect(text).toContain('| other & co | 1,500 | 3.21 | 7 | 1 | 210 | 1,234 | 123 | 4 % | 3.00 × |');
  });

  test('says which bounds are kept, and which are not; what has no bound is none', () => {
    const text = figures([run]);
    expect(text).toContain('| list: of the floor | 0.9 times | at least 0.85 | ✓ |');
    expect(text).toContain('| list: of other & co | 1.2 times | at least 2.1 | ✗ |');
    expect(text).not.toContain('at least 0 |');
  });

  test('keeps two sizes apart, each with its own ratios', () => {
    const larger = { ...run, results: run.results.map((r) => ({ ...r, size: 1_000_000 })), checks: [] };
    const text = figures([run, larger]);
    expect(text.match(/^### .*$/gm)).toEqual(['### list, 20,000 customers', '### list, 1,000,000 customers', '### Bounds']);
    expect(text.match(/^Measured on/gm)).toHaveLength(1);
  });

  test('replaces the figures and keeps what is written by hand', () => {
    const page = `By hand.\n\n${marker}\n\nold figures`;
    const again = pageWith(page, [run]);
    expect(again).toBe(`By hand.\n\n${marker}\n\n${figures([run])}`);
    expect(pageWith(again, [run])).toBe(again);
    expect(() => pageWith('no marker', [run])).toThrow('no marker');
    expect(readFileSync(join(root, 'docs/benchmarks.md'), 'utf8')).toContain(marker);
  });
});

describe('the plot of benchmarks', () => {
  test('has a bar for each contender, as long as its rate, and names them', () => {
    const svg = plot([run]);
    const widths = [...svg.matchAll(/<rect class="(ours|bar)" .*?width="(\d+)"/g)].map(([, kind, width]) => [kind, Number(width)]);
    expect(widths).toEqual([
      ['ours', 387],
      ['bar', 430],
      ['bar', 129],
    ]);
    expect(svg).toContain('>4,500/s, p50 3.21 ms<');
    expect(svg).toContain('>other &amp; co<');
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  test('is the same each time', () => expect(plot([run])).toBe(plot([structuredClone(run)])));
});
