/** `guanxi privacy` and approved exports, over an embedded database of its own. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, decimalOf, globalId } from '@guanxi/core';
import { approveExport, createCustomer, createStaff, crm, recordFact, requestExport } from '@guanxi/core/crm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { called } from '../../testing/command-line.fixture.ts';

let folder: string;
let data: string;
let customer: string;
let approved: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanxi-privacy-'));
  data = join(folder, 'data');
  const engine = createEngine({ plugins: [crm()], database: { directory: data } });
  await engine.migrate();
  const { id: tenant } = await engine.tenants.create({ slug: 'acme', name: 'Acme' });
  const program = engine.as({ kind: 'service', name: 'test', tenant, permissions: ['*'] });
  const done = async <T>(outcome: Promise<{ ok: true; value: T } | { ok: false; errors: readonly object[] }>): Promise<T> => {
    const one = await outcome;
    if (!one.ok) throw new Error(JSON.stringify(one.errors));
    return one.value;
  };
  const her = await done(program.run(createCustomer, { name: 'Wilhelmina Ravenscroft', kind: 'PERSON', code: 'W1', confirmNew: true }));
  customer = globalId('cus', her.customer);
  const value = { amount: decimalOf('100'), currency: 'CNY' };
  const fact = { customer: her.customer, at: new Date(0), value, margin: value, sourcePlugin: 'shop', sourceRef: 'o1' };
  await done(program.run(recordFact, fact));
  const request = { list: 'facts', columns: ['margin.amount'], purpose: 'yearly audit' };
  const asked = await done(program.run(requestExport, request));
  const { staff: staffId } = await done(program.run(createStaff, { name: '程岚' }));
  const custodian = engine.as({ kind: 'staff', staffId, teamIds: [], teamIdsBelow: [], tenant, permissions: ['*'] });
  await done(custodian.run(approveExport, { request: asked.request }));
  approved = globalId('exr', asked.request);
  await engine.close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const cli = (...words: string[]) => called(...words, '--tenant', 'acme', '--data', data);

test('DATA-12: confidential fields go into a file with an approved request only, once', async () => {
  const out = join(folder, 'margins.csv');
  const words = ['export', 'facts', '--columns', 'margin.amount', '--out', out, '--purpose', 'curious'];
  expect(await cli(...words)).toMatchObject({ status: 1, stderr: expect.stringContaining('requestExport') });
  await expect(stat(out)).rejects.toThrow('ENOENT');
  expect(await cli('export', 'facts', '--columns', 'margin.amount', '--out', out, '--request', approved)).toMatchObject({ status: 0 });
  expect(await readFile(out, 'utf8')).toBe('\ufeffmargin.amount\r\n100.0000\r\n');
  expect(await cli('export', 'facts', '--columns', 'margin.amount', '--out', out, '--request', approved)).toMatchObject({ status: 1 });
}, 120_000);

test('DATA-12: a person’s data goes into a file for them, and is erased after it was counted', async () => {
  const out = join(folder, 'her.json');
  const of = ['--person', customer, '--reason', 'asked by letter'];
  expect(await cli('privacy', 'export', ...of, '--locale', 'zh-CN', '--out', out)).toMatchObject({ status: 0 });
  const parts = JSON.parse(await readFile(out, 'utf8')) as { type: string; label: string }[];
  expect(parts[0]).toMatchObject({ part: 'records', type: 'Customer', label: '客户' });
  expect(JSON.stringify(parts)).toContain('Wilhelmina Ravenscroft');
  expect((await stat(out)).mode & 0o077).toBe(0);

  const counted = await cli('privacy', 'erase', ...of);
  expect(counted).toMatchObject({ status: 0, stdout: expect.stringContaining('--confirm does it') });
  const erased = JSON.parse((await cli('privacy', 'erase', ...of, '--confirm', '--json')).stdout);
  expect(erased).toMatchObject({ dryRun: false, verified: true, remaining: [] });
  expect(await cli('privacy', 'erase', ...of, '--confirm')).toMatchObject({ status: 1 });
  expect(await cli('privacy', 'erase', '--person', 'job_1', '--reason', 'x')).toMatchObject({ status: 2 });
}, 120_000);
