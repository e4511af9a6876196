/** What every package of the workspace must agree on, so that a new one cannot be forgotten by the build or be published broken. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publishable, root } from '../../scripts/workspace.mjs';

interface Manifest {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly publishConfig: { readonly access: string; readonly exports: unknown };
  readonly engines: { readonly node: string };
  readonly license: string;
  readonly [section: string]: unknown;
}

function json<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;
}

const packages = publishable().map(({ name, directory }) => ({ name, path: relative(root, directory) }));

describe.each(packages)('$name', ({ path }) => {
  const manifest = json<Manifest>(path, 'package.json');

  test('is built by the project references at the top', () => {
    const { references } = json<{ references: readonly { path: string }[] }>('tsconfig.json');
    expect(references.map((reference) => reference.path)).toContain(path);
  });

  test('exports to npm what it exports here, without the way to its sources', () => {
    const published = Object.entries(manifest.exports).map(([entry, { 'guanxi:source': _, ...ways }]) => [entry, ways]);
    expect(manifest.publishConfig).toEqual({ access: 'public', exports: Object.fromEntries(published) });
  });

  test('takes every version from the catalog or the workspace', () => {
    const ranges = ['dependencies', 'devDependencies'].flatMap((section) =>
      Object.entries((manifest[section] ?? {}) as Record<string, string>),
    );
    expect(ranges.filter(([, range]) => range !== 'catalog:' && range !== 'workspace:*')).toEqual([]);
  });

  test('runs where the workspace runs', () => {
    const top = json<Manifest>('package.json');
    expect({ engines: manifest.engines, license: manifest.license }).toEqual({ engines: top.engines, license: top.license });
  });
});

test('the catalog has exact versions only', () => {
  const [, catalog = ''] = /^catalog:\n((?: {2}.*\n)+)/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) ?? [];
  const versions = catalog
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf(': ') + 2));
  expect(versions.length).toBeGreaterThan(10);
  expect(versions.filter((version) => !/^(npm:\S+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
