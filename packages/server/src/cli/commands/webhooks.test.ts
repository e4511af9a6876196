/** `guanxi webhooks`, over an embedded database of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, globalId } from '@guanxi/core';
import { createWebhookEndpoint, crm } from '@guanxi/core/crm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { called } from '../../testing/command-line.fixture.ts';

let folder: string;
let data: string;
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanxi-webhooks-'));
  data = join(folder, 'data');
  const engine = createEngine({ plugins: [crm()], database: { directory: data } });
  await engine.migrate();
  const { id } = await engine.tenants.create({ slug: 'acme', name: 'Acme' });
  const made = await engine
    .as({ kind: 'service', name: 'test', tenant: id, permissions: ['*'] })
    .run(createWebhookEndpoint, { url: 'https://8.8.8.8/hook', eventTypes: ['crm.*'], permissions: ['crm:customers:read'] });
  endpoint = made.ok ? globalId('whe', made.value.endpoint) : JSON.stringify(made.errors);
  await engine.close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const cli = (...words: string[]) => called('webhooks', ...words, '--tenant', 'acme', '--data', data);

test('endpoints and deliveries are listed, and an endpoint is tried and replayed to', async () => {
  expect(await cli('list')).toEqual({ status: 0, stdout: `${endpoint}  well  https://8.8.8.8/hook  crm.*\n`, stderr: '' });
  expect(JSON.parse((await cli('list', '--json')).stdout)).toMatchObject({ endpoints: [{ id: endpoint, isReplaying: false }] });
  expect(await cli('deliveries')).toMatchObject({ status: 0, stdout: 'There are none.\n' });
  expect(JSON.parse((await cli('deliveries', '--endpoint', endpoint, '--status', 'FAILED', '--json')).stdout)).toEqual({ deliveries: [] });
  expect(await cli('test', endpoint)).toMatchObject({ status: 0 });
  expect(await cli('replay', endpoint, '--since', '2026-03-01T00:00:00Z')).toMatchObject({ status: 0 });
  expect((await cli('list')).stdout).toContain('replaying');
  const again = await cli('replay', endpoint, '--since', '2026-03-01T00:00:00Z', '--json');
  expect([again.status, JSON.parse(again.stdout)]).toMatchObject([1, { error: { code: 'CRM_WEBHOOK_REPLAY_RUNNING' } }]);
}, 120_000);

test('what is called wrongly is told, and nothing is tried', async () => {
  expect(await cli('test', 'cus_1')).toMatchObject({ status: 2 });
  expect(await cli('replay', endpoint)).toMatchObject({ status: 2 });
  expect(await cli('replay', endpoint, '--since', 'x')).toMatchObject({ status: 2 });
  expect(await cli('replay', endpoint, '--after', 'x', '--since', '2026-03-01T00:00:00Z')).toMatchObject({ status: 2 });
  expect(await cli('test', 'whe_0190f5c28a3b7cde8f0123456789abcd')).toMatchObject({ status: 1 });
  expect(await cli('test', endpoint, '--permissions', 'crm:webhooks:read')).toMatchObject({ status: 1 });
}, 120_000);
