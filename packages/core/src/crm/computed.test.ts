/** A computed field may ask a plugin: with the rights of whoever reads, and once for all rows. */
import { definePlugin, label, type Plugin, pluginKit, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { type Crm, Customer, createCustomer, crm, customerFields } from './index.ts';

interface Greeter {
  id: 'greeter';
  needs: { crm: Crm };
  permission: 'greeter:use';
  api: { greetings(ids: readonly string[]): Promise<ReadonlyMap<string, string>> };
}
const p = pluginKit<Greeter>('greeter', { engine: '*', needs: { crm: '*' } });
const greeted = p.fields(Customer, (f) => ({
  greeting: f.computed('String', {
    label: label('Greeting', '问候'),
    needs: ['id'],
    async resolve(rows, { api }) {
      const { greetings } = await api<Greeter['api']>('greeter');
      const found = await greetings(rows.map((row) => row.id));
      return rows.map((row) => found.get(row.id) ?? null);
    },
  }),
  stranger: f.computed('String', {
    label: label('Asks a stranger', '询问未安装的插件'),
    needs: ['id'],
    resolve: async (rows, { api }) => (await api('nobody')) && rows.map(() => ''),
  }),
}));
const greeter = (): Plugin<Greeter> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Greeter', '问候'),
    capability: 'OPERATIONAL',
    migrations: new URL('./testing/alarms/', import.meta.url),
    permissions: { 'greeter:use': label('Use', '使用') },
    model: [greeted],
    api: (scope) => ({
      async greetings(ids) {
        const found = await scope.read(select(customerFields, { name: true }), { ids: ids as never });
        return new Map(found.map(({ id, name }) => [id, scope.actor.has('greeter:use') ? `您好，${name}` : name]));
      },
    }),
  });

describeEngines('a computed field', { plugins: [crm(), greeter()] }, (t) => {
  beforeAll(async () => {
    const chief = await t().staff();
    for (const name of ['北京饭店', '广州酒家', '上海宾馆'])
      await chief.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true });
  });

  test('asks the api of a plugin with the rights of whoever reads, in one statement for all rows', async () => {
    const query = '{ customers(orderBy: [{ name: ASC }]) { nodes { greeting } } }';
    const chief = await t().staff();
    const { value, statements } = await t().statements(() => chief.execute(query));
    expect(value).toEqual({
      data: { customers: { nodes: ['上海宾馆', '北京饭店', '广州酒家'].map((name) => ({ greeting: `您好，${name}` })) } },
    });
    expect(statements).toHaveLength(2);
    const clerk = await t().staff({ can: ['crm:customers:read'] });
    expect((await clerk.execute(query)).data).toMatchObject({ customers: { nodes: [{ greeting: '上海宾馆' }, {}, {}] } });
  });

  test('of a plugin that is not there has an error, and the rest its values', async () => {
    const { data, errors } = await (await t().staff()).execute('{ customers(first: 1) { nodes { name stranger } } }');
    expect(data).toMatchObject({ customers: { nodes: [{ name: expect.any(String), stranger: null }] } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PLUGIN_UNAVAILABLE' });
  });
});
