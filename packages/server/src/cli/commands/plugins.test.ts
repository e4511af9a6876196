/** `guanxi plugins`, over an embedded database of its own, with a plugin in which nothing is but what everybody has. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, definePlugin, label, pluginKit } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { called } from '../../testing/command-line.fixture.ts';

interface Extra {
  id: 'extra';
  needs: { crm: NonNullable<ReturnType<typeof crm>['~type']> };
  permission: 'extra:use';
}

let folder: string;
let data: string;
let config: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanxi-plugins-'));
  [data, config] = [join(folder, 'data'), join(folder, 'guanxi.config.mjs')];
  await mkdir(join(folder, 'migrations'));
  const kit = pluginKit<Extra>('extra', { engine: '*', needs: { crm: '*' } });
  const extra = definePlugin(kit, {
    version: '1.0.0',
    label: label('Extra', '附加'),
    capability: 'OPERATIONAL',
    migrations: new URL(`file://${folder}/migrations/`),
    permissions: { 'extra:use': label('Use', '使用') },
    model: [],
  });
  const plugins = [crm(), extra] as const;
  (globalThis as { guanxiTestPlugins?: unknown }).guanxiTestPlugins = plugins;
  await writeFile(config, 'export default { plugins: globalThis.guanxiTestPlugins };');
  const engine = createEngine({ plugins, database: { directory: data } });
  await engine.migrate();
  await engine.tenants.create({ slug: 'acme', name: 'Acme', locale: 'en' });
  await engine.close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const cli = (...words: string[]) => called('plugins', ...words, '--data', data, '--config', config);

test('DATA-13 a plugin is disabled for a tenant and enabled again; a dry run tells what goes and does nothing', async () => {
  const dry = await cli('disable', 'extra', '--tenant', 'acme', '--dry-run');
  expect(dry).toMatchObject({ status: 0, stderr: '' });
  expect(dry.stdout).toContain('Plugin "extra" would be disabled for tenant "acme".');
  expect(dry.stdout).toContain('permissions: extra:use');
  expect((await cli('list', '--tenant', 'acme')).stdout).toContain('extra 1.0.0  enabled');

  expect((await cli('disable', 'extra', '--tenant', 'acme')).stdout).toContain('is disabled');
  expect((await cli('list', '--tenant', 'acme')).stdout).toContain('extra 1.0.0  disabled');
  expect((await cli('disable', 'extra', '--tenant', 'acme')).stdout).toContain('is disabled for tenant "acme" already');
  const back = JSON.parse((await cli('enable', 'extra', '--tenant', 'acme', '--json')).stdout);
  expect(back).toMatchObject({ plugin: 'extra', enabled: true, done: true, change: { permissions: ['extra:use'] } });
  expect(await cli('allow', 'extra')).toMatchObject({ status: 0, stdout: expect.stringContaining('was not stopped') });
}, 120_000);

test('DATA-13 what is refused is told, and what is called wrongly', async () => {
  expect(await cli('disable', 'crm', '--tenant', 'acme')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('cannot be disabled'),
  });
  expect(await cli('enable', 'circus', '--tenant', 'acme')).toMatchObject({ status: 1, stderr: expect.stringContaining('“circus”') });
  expect(await cli('disable', 'extra')).toMatchObject({ status: 2, stderr: expect.stringContaining('--tenant') });
  expect(await cli('disable')).toMatchObject({ status: 2, stderr: expect.stringContaining('Which plugin?') });
  expect(await cli('juggle')).toMatchObject({ status: 2, stderr: expect.stringContaining('none of') });
}, 120_000);
