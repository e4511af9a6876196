/** A plugin's list knows who asks, as policies do: who it is stays a parameter of the plan, what they may do is decided with it. */
import { definePlugin, label, type Plugin, pluginKit, sql } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { type Crm, Customer, createCustomer, crm } from './index.ts';

interface Mine {
  id: 'mine';
  needs: { crm: Crm };
  permission: 'mine:everybodys';
}
const p = pluginKit<Mine>('mine', { engine: '*', needs: { crm: '*' } });
const myCustomers = p.list('myCustomers', {
  label: label('My customers', '我的客户'),
  permission: 'crm:customers:read',
  of: Customer,
  input: {},
  where: (row, _input, _q, actor) => (actor.has('mine:everybodys') ? sql`true` : sql`${row.ownerId} = ${actor.staffId}`),
});
const mine = (): Plugin<Mine> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Mine', '我的'),
    capability: 'OPERATIONAL',
    migrations: new URL('./testing/alarms/', import.meta.url),
    permissions: { 'mine:everybodys': label('See everybody’s', '查看全部') },
    model: [],
    queries: [myCustomers],
  });

describeEngines('a list of one’s own', { plugins: [crm(), mine()] }, (t) => {
  const query = '{ myCustomers { nodes { name } } }';
  beforeAll(async () => {
    const [a, b] = [await t().staff(), await t().staff()];
    await a.run(createCustomer, { name: '北京饭店', kind: 'ORGANISATION', confirmNew: true });
    await b.run(createCustomer, { name: '广州酒家', kind: 'ORGANISATION', confirmNew: true });
  });

  test('shows each what is theirs, out of one plan', async () => {
    const can = ['crm:customers:read', 'crm:customers:write'];
    for (const name of ['上海宾馆', '成都酒店']) {
      const seller = await t().staff({ can });
      await seller.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true });
      const { value, statements } = await t().statements(() => seller.execute(query));
      expect(value).toEqual({ data: { myCustomers: { nodes: [{ name }] } } });
      expect(statements).toHaveLength(1);
    }
  });

  test('and what their rights say', async () => {
    const { data } = await (await t().staff()).execute('{ myCustomers { totalCount } }');
    expect(data).toEqual({ myCustomers: { totalCount: 4 } });
  });
});
