import { globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { attachFile, createCustomer, crm, deleteFile, detachFile, fileFields, registerFile } from '../index.ts';
import { isMimeType, isSha256, safeName } from './rules.ts';

describe('files', () => {
  test.each([
    ['报价单.pdf', '报价单.pdf'],
    ['C:\\Users\\me\\a.txt', 'a.txt'],
    ['../../etc/passwd', 'passwd'],
    ['a\u0000b\n.txt', 'ab.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['..', 'file'],
    [' ', 'file'],
  ])('%j is kept as %j', (name, safe) => expect(safeName(name)).toBe(safe));
  test('types and digests have a form', () => {
    expect(['text/plain', 'application/vnd.ms-excel', 'image/svg+xml'].every(isMimeType)).toBe(true);
    expect(['text', 'text/plain; charset=x', 'text/pl ain', '/x', 'a/\r\nSet-Cookie'].some(isMimeType)).toBe(false);
    expect([isSha256('a'.repeat(64)), isSha256('A'.repeat(64)), isSha256('a')]).toEqual([true, false, false]);
  });
});

let stored = 0;
const described = () => ({
  name: '报价单.pdf',
  contentType: 'application/PDF',
  bytes: 1024,
  sha256: 'a'.repeat(64),
  storageKey: `ab/${++stored}`,
});

describeEngines('files', { plugins: [crm()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    clerk = await t().staff({ name: '李雷' });
  });

  test('a file is registered, put into a customer’s folder, and found there', async () => {
    const { customer } = await clerk.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true });
    const { file } = await clerk.run(registerFile, described());
    const { link } = await clerk.run(attachFile, { file, customer, linkedTo: { type: 'Customer', id: globalId('cus', customer) } });
    const ask =
      'query ($id: ID!) { customer(id: $id) { files { nodes { name contentType bytes uploadedBy { name } } } fileLinks { nodes { linkedTo { id } } } } }';
    expect((await clerk.execute(ask, { id: globalId('cus', customer) })).data).toEqual({
      customer: {
        files: { nodes: [{ name: '报价单.pdf', contentType: 'application/pdf', bytes: 1024, uploadedBy: { name: '李雷' } }] },
        fileLinks: { nodes: [{ linkedTo: { id: globalId('cus', customer) } }] },
      },
    });
    await clerk.run(detachFile, { link });
    expect((await clerk.execute(ask, { id: globalId('cus', customer) })).data).toMatchObject({ customer: { files: { nodes: [] } } });
  });

  test('A10 a file is seen by who uploaded it and by who sees a customer in whose folder it is; where its bytes are, nobody else is told', async () => {
    const rights = {
      can: { 'crm:customers:read': 'own', 'crm:customers:write': 'all', 'crm:files:read': 'own', 'crm:files:write': 'all' },
    } as const;
    const [one, two] = [await t().staff(rights), await t().staff(rights)];
    const { file } = await one.run(registerFile, described());
    const sees = async (who: typeof one) => (await who.read(select(fileFields, { name: true }), { ids: [file as Id<'File'>] })).length;
    expect([await sees(one), await sees(two)]).toEqual([1, 0]);
    expect(await two.plugins.crm.fileOf(file)).toBeNull();
    expect(await one.plugins.crm.fileOf(file)).toMatchObject({ name: '报价单.pdf', storageKey: expect.stringMatching(/^ab\//) });
    const { customer } = await two.run(createCustomer, { name: '乙公司', kind: 'ORGANISATION', confirmNew: true });
    expect(await two.refused(attachFile, { file, customer })).toBe('NOT_FOUND');
    await clerk.run(attachFile, { file, customer });
    expect(await sees(two)).toBe(1);
    expect(t().engine.sdl()).not.toMatch(/^type File [^}]*storageKey/m);
  });

  test('refused: a storage key twice, no type, no digest, deletion by another', async () => {
    const first = described();
    const { file } = await clerk.run(registerFile, first);
    expect(await clerk.refused(registerFile, { ...described(), storageKey: first.storageKey })).toBe('DUPLICATE');
    expect(await clerk.refused(registerFile, { ...described(), contentType: 'pdf' })).toBe('CRM_FILE_DESCRIPTION');
    expect(await clerk.refused(registerFile, { ...described(), sha256: 'x' })).toBe('CRM_FILE_DESCRIPTION');
    expect(await (await t().staff()).refused(deleteFile, { file })).toBe('CRM_FILE_OF_ANOTHER');
    await clerk.run(deleteFile, { file });
    expect(await clerk.plugins.crm.fileOf(file)).toBeNull();
  });
});
