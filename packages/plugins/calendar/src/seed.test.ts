import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { calendar } from './index.ts';

describeEngines('what a tenant begins with', { plugins: [crm(), calendar()] }, (t) => {
  test('TIME-01 demo data: hours, a room, a visit that has it, a weekly meeting', async () => {
    const { engine, tenant, staff } = await t().another();
    const boss = await staff({ name: '0 Boss' });
    await engine.demo(tenant.id);
    const { data, errors } = await boss.execute(
      '{ calendarEvents { nodes { title occurrences { nodes { resources { nodes { name } } } } } } businessCalendars { nodes { name } } }',
    );
    expect(errors).toBeUndefined();
    const { calendarEvents, businessCalendars } = data as {
      calendarEvents: { nodes: { occurrences: { nodes: object[] } }[] };
      businessCalendars: { nodes: object[] };
    };
    expect(calendarEvents.nodes.map((one) => one.occurrences.nodes.length).sort()).toEqual([1, 10]);
    expect(businessCalendars.nodes).toHaveLength(2);
  });

  test('TIME-01 disabled, it is gone from a tenant’s schema and keeps its data; a zone elsewhere keeps no Chinese holidays', async () => {
    const { staff } = await t().another({ zone: 'Europe/Berlin' });
    const boss = await staff();
    expect((await boss.execute('{ businessCalendars { nodes { zone holidayRegion } } }')).data).toEqual({
      businessCalendars: { nodes: [{ zone: 'Europe/Berlin', holidayRegion: null }] },
    });
    const change = (name: string) => boss.execute(`mutation { ${name}(input: { plugin: "calendar" }) { userErrors { code } } }`);
    expect(JSON.stringify(await change('disablePlugin'))).not.toContain('code":');
    expect((await boss.execute('{ businessCalendars { nodes { zone } } }')).errors).toBeDefined();
    await change('enablePlugin');
    expect((await boss.execute('{ businessCalendars { nodes { zone } } }')).errors).toBeUndefined();
  });
});
