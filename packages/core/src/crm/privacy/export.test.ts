/** Everything that is known of a person, for the person. */
import { globalId } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  createCustomer,
  createStaff,
  createWebhookEndpoint,
  crm,
  erasePerson,
  exportPerson,
  type PersonInput,
  setManager,
} from '../index.ts';
import { busyPerson, canaries } from './person.fixture.ts';

interface Item {
  readonly id: string;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: unknown; readonly personal: boolean }[];
}

describeEngines('DATA-12 export of a person', { plugins: [crm()] }, (t) => {
  let officer: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let her: Awaited<ReturnType<typeof busyPerson>>;
  beforeAll(async () => {
    officer = await t().staff({ name: '程岚', locale: 'zh-CN' });
    her = await busyPerson(t(), officer);
    await t().workOff();
  });
  const all = async (person: PersonInput = { kind: 'customer', value: her.customer }) => {
    const pages = [];
    const page = (after: string | null) => officer.run(exportPerson, { person, reason: 'Art. 15', ...(after !== null && { after }) });
    for (let next: string | null = null, more = true; more; more = next !== null) {
      const found: Awaited<ReturnType<typeof page>> = await page(next);
      pages.push(found);
      next = found.next;
    }
    return pages;
  };

  test('over all entities, merged records and history; every word of the person is in it', async () => {
    const pages = await all();
    const text = JSON.stringify(pages);
    for (const canary of canaries) expect(text).toContain(JSON.stringify(canary).slice(1, -1));
    const types = new Set(pages.filter((p) => p.part === 'records' && (p.items as Item[]).length > 0).map((p) => p.type));
    expect([...types]).toEqual(
      expect.arrayContaining(['Customer', 'CustomerChannel', 'CustomerAddress', 'Note', 'Interaction', 'Fact', 'File']),
    );
    expect(pages[0]).toMatchObject({ part: 'records', type: 'Customer', label: '客户' });
    expect(pages.at(-1)).toMatchObject({ part: 'events', type: null, next: null });
    expect(pages.some((p) => p.part === 'history' && (p.items as object[]).length > 0)).toBe(true);
    expect(pages.at(-1)?.items).toContainEqual({ type: 'crm.customer.created', at: expect.any(String), data: {} });
  });

  test('labels are in the chosen language; what is the person’s own is told from what is around it', async () => {
    const [first] = await all();
    const record = ((first?.items ?? []) as Item[]).find((item) => item.id === her.id);
    expect(record?.fields).toEqual(
      expect.arrayContaining([
        { name: 'name', label: '名称', value: 'Annabel Quistgaard-Holm', personal: true },
        { name: 'kind', label: '客户类型', value: [{ value: 'PERSON', label: '个人' }], personal: false },
        { name: 'attributes.house.habit', label: '习惯', value: 'VIP lounge since childhood', personal: true },
      ]),
    );
  });

  test('needs both rights, is known of afterwards, and its pages belong to it', async () => {
    const person = { kind: 'customer' as const, value: her.customer };
    const clerk = await t().staff({ can: ['crm:privacy:export', 'crm:customers:read'] });
    expect(await clerk.refused(exportPerson, { person, reason: 'curious' })).toBe('FORBIDDEN');
    expect(await officer.refused(exportPerson, { person, reason: 'Art. 15', after: 'bm9uc2Vuc2U' })).toBe('BAD_INPUT');
    const { data } = await officer.execute('{ personExports { nodes { personType reason exportedBy { name } } } }');
    expect(data).toMatchObject({
      personExports: { nodes: expect.arrayContaining([{ personType: 'Customer', reason: 'Art. 15', exportedBy: { name: '程岚' } }]) },
    });
    const { rows } = await t().database.query({
      text: `select count(*)::int as n from crm.audit where command = 'exportPerson' and outcome = 'DONE'`,
    });
    expect(Number(rows[0]?.['n'])).toBeGreaterThan(5);
  });

  test('of others who are named with the person nothing is told, and no secret of anybody (A14)', async () => {
    const { staff: manager } = await officer.run(createStaff, { name: 'Cornelius Vanderbeek' });
    const { staff: report } = await officer.run(createStaff, { name: 'Leopold Hasenfratz' });
    await officer.run(setManager, { staff: report, manager });
    await officer.run(createCustomer, { name: 'Seraphina Goldblatt', kind: 'PERSON', owner: manager, confirmNew: true });
    const text = JSON.stringify(await all({ kind: 'staff', value: manager }));
    expect(text).toContain('Cornelius Vanderbeek');
    expect(text).toContain(globalId('stf', report));
    expect(text).not.toMatch(/Hasenfratz|Goldblatt/);
    const { secret } = await officer.run(createWebhookEndpoint, {
      url: 'https://8.8.8.8/hook',
      eventTypes: ['*'],
      permissions: ['crm:customers:read'],
    });
    expect(secret.length).toBeGreaterThan(20);
    for (const person of [
      { kind: 'customer' as const, value: her.customer },
      { kind: 'staff' as const, value: manager },
    ])
      expect(JSON.stringify(await all(person))).not.toContain(secret);
  });

  test('of an erased person there is nothing to tell', async () => {
    await officer.run(erasePerson, { person: { kind: 'customer', value: her.customer }, reason: 'asked' });
    const text = JSON.stringify(await all());
    for (const canary of canaries) expect(text).not.toContain(JSON.stringify(canary).slice(1, -1));
  });
});
