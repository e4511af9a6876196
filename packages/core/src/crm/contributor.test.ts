/** What a plugin does for whoever contributed to one of its points: with the contributor's rights, and no others. */
import { contribute, definePlugin, type FieldDescription, type Id, label, type Plugin, pluginKit, select, t } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { type Crm, changeCustomerStatus, createCustomer, crm, customerFields } from './index.ts';

interface Host {
  id: 'host';
  needs: { crm: Crm };
  permission: 'host:use';
}
const host = pluginKit<Host>('host', { engine: '*', needs: { crm: '*' } });
const watchers = host.point<object>('host.watchers', { label: label('Watchers', '观察者') });
const foreign = { ...watchers, plugin: 'guest' };

const nameFor = host.command('nameForWatcher', {
  label: label('Name for a watcher', '为观察者读取名称'),
  permission: 'host:use',
  input: { watcher: t.text(), customer: t.text(), foreign: t.bool() },
  output: { name: t.nullable(t.text()) },
  async run(tx, { watcher, customer, foreign: isForeign }) {
    const reader = tx.contributor(isForeign ? foreign : watchers, watcher);
    const [found] = await reader.read(select(customerFields, { name: true }), { id: customer as never });
    return { name: found?.name ?? null };
  },
});
const activateFor = host.command('activateForWatcher', {
  label: label('Activate for a watcher', '为观察者激活'),
  permission: 'host:use',
  input: { watcher: t.text(), customer: t.text() },
  async run(tx, { watcher, customer }) {
    await tx.contributor(watchers, watcher).run(changeCustomerStatus, { customer: customer as never, status: 'ACTIVE' });
  },
});
const described: (FieldDescription | null)[] = [];
const describeFields = host.command('describeFields', {
  label: label('Describe fields', '描述字段'),
  permission: 'host:use',
  input: {},
  async run(tx) {
    const customer = tx.describe('Customer');
    described.push(...['name', 'roles', 'owner', 'contacts', 'nonsense'].map((f) => customer?.field(f) ?? null));
  },
});
const hosting = (): Plugin<Host> =>
  definePlugin(host, {
    version: '0.1.0',
    label: label('Host', '主人'),
    capability: 'OPERATIONAL',
    migrations: new URL('./testing/alarms/', import.meta.url),
    permissions: { 'host:use': label('Use', '使用') },
    model: [watchers],
    commands: [nameFor, activateFor, describeFields],
  });

interface Guest {
  id: 'guest';
  needs: { crm: Crm; host: Host };
}
const guest = pluginKit<Guest>('guest', { engine: '*', needs: { crm: '*', host: '*' } });
const visiting = (): Plugin<Guest> =>
  definePlugin(guest, {
    version: '0.1.0',
    label: label('Guest', '客人'),
    capability: 'OPERATIONAL',
    migrations: new URL('./testing/alarms/', import.meta.url),
    permissions: {},
    uses: ['crm:customers:read'],
    model: [contribute(watchers, 'reader', {})],
  });

describeEngines('contributor', { plugins: [crm(), hosting(), visiting()] }, (t) => {
  let customer: Id<'Customer'>;
  beforeAll(async () => {
    const chief = await t().staff();
    ({ customer } = await chief.run(createCustomer, { name: '北京饭店', kind: 'ORGANISATION', confirmNew: true }));
  });

  test('what is contributed is read for with the rights of who contributed it, whoever asks', async () => {
    const clerk = await t().staff({ can: ['host:use'] });
    expect(await clerk.run(nameFor, { watcher: 'reader', customer, foreign: false })).toEqual({ name: '北京饭店' });
  });

  test('it lends no more than the contributor has', async () => {
    const chief = await t().staff();
    expect(await chief.refused(activateFor, { watcher: 'reader', customer })).toBe('FORBIDDEN');
    const [row] = await chief.read(select(customerFields, { status: true }), { id: customer });
    expect(row?.status).toBe('PROSPECT');
  });

  test('neither an unknown contribution nor another plugin’s point lends anything', async () => {
    const clerk = await t().staff();
    await expect(clerk.attempt(nameFor, { watcher: 'nobody', customer, foreign: false })).rejects.toThrow('no point with a contribution');
    await expect(clerk.attempt(nameFor, { watcher: 'reader', customer, foreign: true })).rejects.toThrow('no point with a contribution');
  });

  test('fields are described as the model has them, whoever asks', async () => {
    await (await t().staff({ can: ['host:use'] })).run(describeFields, {});
    expect(described.splice(0)).toEqual([
      { name: 'name', label: expect.anything(), type: 'String', isList: false, entity: null },
      { name: 'roles', label: expect.anything(), type: 'String', isList: true, entity: null },
      { name: 'owner', label: expect.anything(), type: null, isList: false, entity: 'Staff' },
      { name: 'contacts', label: expect.anything(), type: null, isList: true, entity: 'Contact' },
      null,
    ]);
  });
});
