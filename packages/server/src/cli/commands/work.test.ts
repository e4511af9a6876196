/** `guanxi work` and `guanxi jobs`, over an embedded database of their own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { called } from '../../testing/command-line.fixture.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let folder: string;
let data: string;

/** A job that was put aside, and one that waits, of nobody's hook. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanxi-work-'));
  data = join(folder, 'data');
  const { connect } = await import('@guanxi/core/database');
  const database = await connect({ directory: data });
  const engine = createEngine({ plugins: [crm()], database });
  await engine.migrate();
  const { id } = await engine.tenants.create({ slug: 'acme', name: 'Acme' });
  const job = (uuid: string, state: string, error: string | null) => ({
    text: `insert into crm.job (tenant_id, id, kind, plugin, name, state, run_at, input, last_error, created_at, created_by, updated_at, updated_by)
      values ($1, $2, 'AFTER', 'crm', 'crm.customer.created', $3, now(), '{"subject":"x"}', $4::jsonb, now(), 't', now(), 't')`,
    params: [id, uuid, state, error],
  });
  await database.query(job('01900000-0000-7000-8000-000000000001', 'DEAD', '{"code":"PLUGIN_FAILED","message":"no mail"}'));
  await database.query(job('01900000-0000-7000-8000-000000000002', 'WAITING', null));
  await engine.close();
  await database.close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

async function cli(...words: string[]) {
  const ran = await called(...words, '--data', data);
  return { ...ran, json: () => JSON.parse(ran.stdout) };
}
const dead = 'job_01900000000070008000000000000001';

test('what was put aside is listed with its error, and shown whole', async () => {
  const list = await cli('jobs', 'list', '--tenant', 'acme');
  expect(list).toMatchObject({ status: 0 });
  expect(list.stdout).toContain(`${dead}  DEAD  AFTER  crm  crm.customer.created`);
  expect(list.stdout).toContain('PLUGIN_FAILED: no mail');
  expect((await cli('jobs', 'list', '--tenant', 'acme', '--state', 'ALL', '--json')).json().jobs).toHaveLength(2);
  expect((await cli('jobs', 'list', '--tenant', 'acme', '--plugin', 'loyalty')).stdout).toBe('There are none.\n');
  expect((await cli('jobs', 'show', dead, '--tenant', 'acme', '--json')).json().job).toMatchObject({ id: dead, input: { subject: 'x' } });
});

test('it is tried again or thrown away; what is no such job is refused', async () => {
  expect(await cli('jobs', 'retry', dead, '--tenant', 'acme', '--json')).toMatchObject({ status: 0 });
  const again = await cli('jobs', 'retry', dead, '--tenant', 'acme', '--json');
  expect(again).toMatchObject({ status: 1 });
  expect(again.json().error.code).toBe('CRM_JOB_NOT_DEAD');
  expect(await cli('jobs', 'discard', dead, '--tenant', 'acme')).toMatchObject({ status: 0, stdout: 'It is gone.\n' });
  expect(await cli('jobs', 'show', dead, '--tenant', 'acme')).toMatchObject({ status: 1 });
  expect(await cli('jobs', 'discard', 'nonsense', '--tenant', 'acme')).toMatchObject({ status: 2 });
});

test('what this installation cannot do is left to one that can', async () => {
  const once = await cli('work', '--once', '--json');
  expect(once).toMatchObject({ status: 0 });
  expect(once.json()).toEqual({ done: 0, failed: 0, dead: 0, lost: 0 });
  expect((await cli('jobs', 'list', '--tenant', 'acme', '--state', 'WAITING', '--json')).json().jobs).toHaveLength(1);
});

test('the worker ends in order when it is told to', async () => {
  const child = spawn(process.execPath, ['--conditions', 'guanxi:source', '--import', 'tsx', main, 'work', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended by itself: ${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Working.')) resolve();
    });
  });
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 60_000);
