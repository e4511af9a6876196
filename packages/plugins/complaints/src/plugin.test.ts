/** The plugin as a whole: what a tenant loses that does not use it, what is left when it is removed, and what its demo shows. */
import { createCustomer, crm, deleteCustomer, disablePlugin, enablePlugin } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { workflow } from '@guanxi/plugin-workflow';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { complaints } from './index.ts';
import { newCustomer, receive } from './testing/desk.fixture.ts';

describeEngines('the plugin of complaints', { plugins: [crm(), calendar(), workflow(), complaints()] }, (t) => {
  const asked = '{ customers(where: { complaints: { some: { state: { notIn: [CLOSED] } } } }) { totalCount } }';

  test('CMPL-01 a tenant that does not use it has none of its fields (G11), keeps its cases, and others keep everything', async () => {
    const [house, other] = [await t().another(), await t().another()];
    const [clerk, theirs] = [await house.staff(), await other.staff()];
    await receive(clerk, await newCustomer(clerk));
    await receive(theirs, await newCustomer(theirs));
    await clerk.run(disablePlugin, { plugin: 'complaints' });
    expect((await clerk.execute(asked)).errors?.[0]?.extensions).toMatchObject({ code: 'PLUGIN_UNAVAILABLE' });
    expect((await theirs.execute(asked)).data).toEqual({ customers: { totalCount: 1 } });
    expect((await clerk.execute('{ businessCalendars { totalCount } }')).errors).toBeUndefined();
    await clerk.run(enablePlugin, { plugin: 'complaints' });
    expect((await clerk.execute(asked)).data).toEqual({ customers: { totalCount: 1 } });
    expect((await clerk.execute('{ slaPolicies { totalCount } }')).data).toEqual({ slaPolicies: { totalCount: 1 } });
  });

  test('DATA-01 refuses to delete a customer that has complaints', async () => {
    const clerk = await t().staff();
    const { customer } = await clerk.run(createCustomer, { name: '有投诉的客户', kind: 'ORGANISATION', confirmNew: true });
    await receive(clerk, customer);
    expect(await clerk.refused(deleteCustomer, { customer })).toBe('REFERENCED');
  });

  test('a demo has cases of several types, of the customers that are there', async () => {
    const house = await t().another();
    const clerk = await house.staff();
    await newCustomer(clerk);
    await house.engine.demo(house.tenant.id);
    const { data, errors } = await clerk.execute('{ complaintsAggregate(groupBy: [{ field: TYPE }]) { group { type } count } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      complaintsAggregate: expect.arrayContaining([
        { group: { type: 'COMPLAINT' }, count: 2 },
        { group: { type: 'PRAISE' }, count: 1 },
      ]),
    });
  });

  test('what a case takes to receive is a number of statements that does not hang on how many cases there are', async () => {
    const house = await t().another();
    const clerk = await house.staff();
    const count = async () => {
      const customer = await newCustomer(clerk);
      return (await house.statements(() => receive(clerk, customer))).statements.length;
    };
    await count();
    const few = await count();
    for (let i = 0; i < 10; i++) await receive(clerk, await newCustomer(clerk));
    expect(await count()).toBe(few);
    expect(few).toBeLessThanOrEqual(36);
  });

  test('what happens to cases can be subscribed to', async () => {
    const house = await t().another();
    const clerk = await house.staff();
    const { data, errors } = await clerk.execute(`{ __type(name: "Subscription") { fields { name } } }`);
    expect(errors).toBeUndefined();
    const names = (data as { __type: { fields: { name: string }[] } }).__type.fields.map((f) => f.name);
    expect(names).toEqual(expect.arrayContaining(['complaintReceived', 'complaintClosed', 'slaBreached', 'promiseBroken']));
  });

  test('removing it leaves no table, timer or permission behind', async () => {
    const engine = t().engine;
    const plan = await engine.removePlugin('complaints');
    expect(plan.drops.map((drop) => drop.name).filter((name) => !name.startsWith('complaints_'))).toEqual([]);
    await engine.removePlugin('complaints', { confirm: true });
    const { rows } = await t().database.query<{ what: string }>({
      text: `select table_name as what from information_schema.tables where table_schema = 'crm' and table_name like 'complaints%'
        union all select 'job ' || id::text from crm.job where plugin = 'complaints'
        union all select 'journal ' || name from crm.journal where plugin = 'complaints'
        union all select 'settings' from crm.tenant_plugin where plugin = 'complaints'`,
    });
    expect(rows).toEqual([]);
  });
});
