/** What there is to see in a demo tenant: a shop's hours, a room, a visit, a weekly meeting. Nothing is done where there are no people yet. */
import { select } from '@guanxi/core';
import { customerFields, staffFields } from '@guanxi/core/crm';
import { createCalendarEvent } from './appointments/create.ts';
import type { CalendarTx } from './common.ts';
import { createBusinessCalendar } from './hours/commands.ts';
import { weekdays } from './hours/enums.ts';
import { createCalendarResource } from './resources/commands.ts';

const day = 86_400_000;

export async function demo(tx: CalendarTx): Promise<void> {
  await tx.run(createBusinessCalendar, {
    name: '展馆服务台 Service desk',
    zone: 'Asia/Shanghai',
    hours: weekdays.map((weekday) => ({ day: weekday, opens: '08:30', closes: '20:00' })),
  });
  const { resource } = await tx.run(createCalendarResource, { name: '洽谈室 Meeting room 1', kind: 'ROOM', capacity: 8 });
  const [owner] = await tx.system.read(select(staffFields, { teamId: true }), { limit: 1, orderBy: 'name', direction: 'ASC' });
  const [customer] = await tx.system.read(select(customerFields, {}), { limit: 1 });
  if (!owner) return;
  // Nine in the morning in Shanghai, tomorrow.
  const start = new Date(Math.floor(tx.now.getTime() / day) * day + day + 3_600_000);
  const hour = (n: number): Date => new Date(start.getTime() + n * 3_600_000);
  const shared = { owner: owner.id, zone: 'Asia/Shanghai' };
  await tx.run(createCalendarEvent, { ...shared, title: '周例会 Weekly meeting', start, end: hour(1), recurrence: 'FREQ=WEEKLY;COUNT=10' });
  await tx.run(createCalendarEvent, {
    ...shared,
    title: '参展洽谈 Talk about a stand',
    start: hour(5),
    end: hour(6),
    resources: [resource],
    ...(customer && { customer: customer.id }),
  });
}
