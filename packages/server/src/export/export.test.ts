import { createCustomer, createStaff, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { planExport, writeList } from './export.ts';

describeEngines('an export', { plugins: [crm()] }, (made) => {
  const actorIn = (tenant: string, permissions: readonly string[] = ['*']) =>
    ({ kind: 'service', name: 'export', tenant, permissions }) as const;
  async function exported(tenant: string, list: string, names: readonly string[], given: object = {}, permissions?: readonly string[]) {
    const { engine } = made();
    const rows: (readonly string[])[] = [];
    const writer = { row: async (cells: readonly string[]) => void rows.push(cells), close: async () => {} };
    const plan = planExport(engine.schema, list, names, { ...given });
    await writeList(engine, plan, actorIn(tenant, permissions), writer);
    return rows;
  }
  async function filled(count: number) {
    const t = await made().another();
    const bound = t.engine.as(actorIn(t.tenant.id));
    const owner = await bound.run(createStaff, { name: '王芳' });
    const staff = owner.ok ? owner.value.staff : null;
    const inputs = Array.from({ length: count }, (_, i) => ({
      name: `Customer ${i}`,
      code: `E${String(i).padStart(4, '0')}`,
      kind: 'ORGANISATION',
      confirmNew: true,
      ...(staff && { owner: staff }),
      channels: [
        { kind: 'PHONE', value: '021-62881234' },
        { kind: 'EMAIL', value: `c${i}@example.com` },
      ],
    }));
    for (let i = 0; i < count; i += 400) await bound.runBatch(createCustomer, inputs.slice(i, i + 400));
    return t.tenant.id;
  }

  test('every record once over its pages, through relations and lists, in the order asked', async () => {
    const tenant = await filled(1_100);
    const rows = await exported(tenant, 'customers', ['code', 'owner.name', 'channels.value', 'version'], { orderBy: [{ code: 'ASC' }] });
    expect(rows).toHaveLength(1_100);
    expect(rows.map(([code]) => code)).toEqual(Array.from({ length: 1_100 }, (_, i) => `E${String(i).padStart(4, '0')}`));
    expect(rows[7]?.[1]).toBe('王芳');
    expect(rows[7]?.[2]?.split('; ').sort()).toEqual(['021-62881234', 'c7@example.com']);
  });

  test('filters and searches are the list’s own; without names there are all values of the record', async () => {
    const tenant = await filled(3);
    expect(await exported(tenant, 'customers', ['code'], { where: { code: { eq: 'E0001' } } })).toEqual([['E0001']]);
    const { columns } = planExport(made().engine.schema, 'customers', [], {});
    expect(columns.header).toEqual(expect.arrayContaining(['id', 'code', 'name', 'roles']));
    expect((await exported(tenant, 'customers', []))[0]).toHaveLength(columns.header.length);
  });

  test('the rights of whoever asks hold', async () => {
    const tenant = await filled(2);
    expect(await exported(tenant, 'customers', ['code'], {}, ['crm:staff:read'])).toEqual([]);
    // A column that one may not see is refused: a file that lacks it in silence would be taken for the whole.
    await expect(exported(tenant, 'customers', ['code', 'owner.name'], {}, ['crm:customers:read'])).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('what the schema does not have is refused with what it has', async () => {
    const plan =
      (list: string, names: readonly string[], given: object = {}) =>
      () =>
        planExport(made().engine.schema, list, names, { ...given });
    expect(plan('wishes', [])).toThrow('There is no list "wishes"');
    expect(plan('customers', ['shoe'])).toThrow('Customer has no "shoe"');
    expect(plan('customers', ['owner'])).toThrow('such as "owner.name"');
    expect(plan('customers', ['name.first'])).toThrow('"name" has no parts');
    expect(plan('customers', ['code'], { wher: {} })).toThrow('takes no "wher"');
  });
});
