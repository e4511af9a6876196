/**
 * The layering rules are only worth something if they catch a violation: one small house breaks each rule once, another breaks none.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const houses: string[] = [];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Builds a house of the files given (path under packages/ → imports) and returns what dependency-cruiser says of it. */
async function violations(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const house = await mkdtemp(join(tmpdir(), 'guanxi-layering-'));
  houses.push(house);
  const exports = { '.': { 'guanxi:source': './src/index.ts' }, './crm': { 'guanxi:source': './src/crm/index.ts' } };
  const all = {
    'core/package.json': JSON.stringify({ name: '@guanxi/core', type: 'module', exports }),
    'core/src/index.ts': `export * from './engine.ts';`,
    'core/src/engine.ts': `export const engine = 1;`,
    'core/src/errors.ts': `export const errors = 1;`,
    'core/src/crm/index.ts': `import '@guanxi/core';`,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(house, 'packages', path)), { recursive: true });
    await writeFile(join(house, 'packages', path), `${text}\n`);
  }
  const cruiser = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(repository, '.dependency-cruiser.mjs');
  const output = await new Promise<string>((resolve) => {
    // The status is the number of violations; what counts is the report.
    execFile(process.execPath, [cruiser, '--config', config, '--output-type', 'json', 'packages'], { cwd: house }, (_, stdout) =>
      resolve(stdout),
    );
  });
  const found = (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
  return found.map(({ rule, from, to }) => `${rule.name}: ${from.replace('packages/', '')} → ${to.replace('packages/', '')}`).sort();
}

afterAll(() => Promise.all(houses.map((house) => rm(house, { recursive: true, force: true }))));

describe('the layering rules', () => {
  test('accept imports that go down, stay in their room, or use the public names', async () => {
    const found = await violations({
      'core/src/engine.ts': `import './plugin/kit.ts'; import './database/port.ts'; import './errors.ts';`,
      'core/src/plugin/kit.ts': `import './order.ts'; import '../model/entity.ts';`,
      'core/src/plugin/order.ts': `import '../errors.ts'; import '../migrate/run.ts'; import '../jobs/timer.ts';`,
      'core/src/migrate/run.ts': `import './journal.ts';`,
      'core/src/migrate/journal.ts': `import '../database/port.ts';`,
      'core/src/jobs/timer.ts': `import '../write/command.ts';`,
      'core/src/write/command.ts': `import type { Entity } from '../model/entity.ts'; export type C = Entity;`,
      'core/src/model/entity.ts': `import type { Port } from '../database/port.ts'; export type Entity = Port;`,
      'core/src/database/port.ts': `import type { Pool } from './pool.ts'; export interface Port { pool: Pool } export const port = 1;`,
      'core/src/database/pool.ts': `import { port } from './port.ts'; export interface Pool { of: typeof port }`,
      'core/src/crm/index.ts': `import '@guanxi/core'; import './customers/customer.ts';`,
      'core/src/crm/customers/customer.ts': `import type {} from '@guanxi/core';`,
      'core/src/model/entity.test.ts': `import '../engine.ts';`,
    });
    expect(found).toEqual([]);
  });

  test('name every import that goes up, by its floor, types included', async () => {
    const found = await violations({
      'core/src/database/port.ts': `import type { Entity } from '../model/entity.ts'; export type P = Entity;`,
      'core/src/model/entity.ts': `import '../write/command.ts'; export interface Entity { id: string }`,
      'core/src/write/command.ts': `import '../crm/index.ts';`,
      'core/src/migrate/run.ts': `import '../webhooks/reader.ts';`,
      'core/src/webhooks/reader.ts': `import '../jobs/timer.ts';`,
      'core/src/jobs/timer.ts': `import '../engine.ts';`,
      'core/src/errors.ts': `import './database/pool.ts';`,
      'core/src/database/pool.ts': `import '../shed/tool.ts';`,
      'core/src/shed/tool.ts': `export const tool = 1;`,
    });
    expect(found).toEqual([
      'database-and-outgoing-imports-only-what-is-below: core/src/database/pool.ts → core/src/shed/tool.ts',
      'database-and-outgoing-imports-only-what-is-below: core/src/database/port.ts → core/src/model/entity.ts',
      'errors-at-the-bottom: core/src/errors.ts → core/src/database/pool.ts',
      'every-room-has-a-floor: core/src/database/pool.ts → core/src/shed/tool.ts',
      'jobs-imports-only-what-is-below: core/src/jobs/timer.ts → core/src/engine.ts',
      'kernel-knows-no-customer: core/src/write/command.ts → core/src/crm/index.ts',
      'migrate-and-webhooks-and-sync-imports-only-what-is-below: core/src/migrate/run.ts → core/src/webhooks/reader.ts',
      'model-imports-only-what-is-below: core/src/model/entity.ts → core/src/write/command.ts',
      'write-imports-only-what-is-below: core/src/write/command.ts → core/src/crm/index.ts',
    ]);
  });

  test('keep crm and the plugins to what is public', async () => {
    const found = await violations({
      'core/src/crm/index.ts': `import type { Entity } from '../model/entity.ts'; import '../index.ts'; export type C = Entity;`,
      'core/src/model/entity.ts': `export interface Entity { id: string }`,
      'plugins/hotels/src/index.ts': `import '../../loyalty/src/index.ts'; import '../../../core/src/model/entity.ts';`,
      'plugins/loyalty/src/index.ts': `import '@guanxi/nowhere';`,
      'server/src/index.ts': `import '../../core/src/index.ts';`,
    });
    expect(found).toEqual([
      'crm-by-its-public-name: core/src/crm/index.ts → core/src/index.ts',
      'crm-uses-the-public-api: core/src/crm/index.ts → core/src/model/entity.ts',
      'packages-by-their-name: plugins/hotels/src/index.ts → core/src/model/entity.ts',
      'packages-by-their-name: plugins/hotels/src/index.ts → plugins/loyalty/src/index.ts',
      'packages-by-their-name: server/src/index.ts → core/src/index.ts',
      'plugins-use-public-entries: plugins/hotels/src/index.ts → core/src/model/entity.ts',
      'resolvable: plugins/loyalty/src/index.ts → @guanxi/nowhere',
    ]);
  });

  test('refuse a circle of values and the test kit in what ships', async () => {
    const found = await violations({
      'core/src/model/a.ts': `import { b } from './b.ts'; export const a = b;`,
      'core/src/model/b.ts': `import { a } from './a.ts'; export const b = a;`,
      'core/src/model/c.ts': `import './c.test.ts';`,
      'core/src/model/c.test.ts': `export const c = 1;`,
    });
    expect(found).toEqual([
      'no-cycle-of-values: core/src/model/a.ts → core/src/model/b.ts',
      'no-test-in-what-ships: core/src/model/c.ts → core/src/model/c.test.ts',
    ]);
  });
});
