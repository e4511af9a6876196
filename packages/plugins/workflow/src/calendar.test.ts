/** With plugin `calendar` times may be those of business hours; without it, and in the other tests, all time counts. */
import { select, sql } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { taskFields, workflow } from './index.ts';
import { openTicket, ticketPlugin } from './testing/tickets.fixture.ts';

describeEngines('workflow with calendars', { plugins: [crm(), calendar(), workflow(), ticketPlugin()] }, (t) => {
  test('WF-01 waits count in business hours where the tenant says so, and all the time where not', async () => {
    const house = await t().another();
    const chief = await house.staff();
    const { customer } = await chief.run(createCustomer, { name: '北京饭店', kind: 'ORGANISATION', confirmNew: true });
    const dueOf = async () => {
      const { ticket } = await chief.run(openTicket, { customer, title: '展位漏水' });
      const [task] = await chief.read(select(taskFields, { dueAt: true }), { where: (one) => sql`${one.subjectId} = ${ticket}` });
      return task?.dueAt?.toISOString();
    };
    // Monday, four in the afternoon: the doors close at six, and four hours are over at eleven on Tuesday.
    house.clock.advance('PT7H');
    expect(await dueOf()).toBe('2026-01-05T12:00:00.000Z');
    await house.engine.settings(house.tenant.id).set('workflow', { clock: 'DEFAULT' });
    expect(await dueOf()).toBe('2026-01-06T03:00:00.000Z');
  });
});
