import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTable, writeTable } from '../tabular/index.ts';
import { importTable } from './import.ts';
import { readMappings } from './mapping.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

const mapping = JSON.stringify([
  { into: 'createCustomer', key: ['code'], fields: { code: '编号', name: '名称', kind: { value: 'PERSON' }, confirmNew: { value: true } } },
]);
// 编号,名称 / G-1,王芳 in GB18030
const gb18030 = Buffer.from('b1e0bac52cc3fbb3c60a472d312ccdf5b7bc0a', 'hex');

describeEngines('files of every kind', { plugins: [crm()] }, (t) => {
  async function imported(path: string): Promise<unknown> {
    const [one] = readMappings(mapping, 'test');
    if (!one) throw new Error('no mapping');
    const actor = { kind: 'service', name: 'import', tenant: t().tenant.id, permissions: ['*'] } as const;
    const counts = await importTable(t().engine, await openTable(path), one, { actor, zone: t().tenant.zone, locale: 'en' });
    const { data } = await t().engine.as(actor).execute('{ customers(orderBy: [{ code: ASC }]) { nodes { code name } } }');
    return { created: counts.created, ...(data as object) };
  }
  const all: { code: string; name: string }[] = [];
  const expected = (code: string, name: string) => {
    all.push({ code, name });
    all.sort((a, b) => (a.code < b.code ? -1 : 1));
    return { created: 1, customers: { nodes: all } };
  };

  test('a CSV in GB18030', async () => {
    const path = join(folder, 'gb.csv');
    await writeFile(path, gb18030);
    expect(await imported(path)).toEqual(expected('G-1', '王芳'));
  });

  test.each([
    ['xlsx', 'X-1', '李敏'],
    ['tsv', 'T-1', '张伟'],
  ] as const)('%s', async (format, code, name) => {
    const path = join(folder, `${code}.${format}`);
    const writer = writeTable(path, format, ['编号', '名称']);
    await writer.row([code, name]);
    await writer.close();
    expect(await imported(path)).toEqual(expected(code, name));
  });
});
