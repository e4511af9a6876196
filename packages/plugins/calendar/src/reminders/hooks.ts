/** Reminders follow what they are of, and are reckoned again when working time is otherwise than was thought. */
import { type SQL, type Sql, select, sql } from '@guanxi/core';
import { CalendarEventCancelled, CalendarEventChanged } from '../appointments/events.ts';
import type { CalendarTx } from '../common.ts';
import { HolidaysPublished } from '../holidays/events.ts';
import { BusinessCalendarChanged } from '../hours/events.ts';
import { p } from '../plugin.ts';
import type { CalendarReminder } from './entities.ts';
import { calendarReminderFields } from './fields.ts';
import { planReminders } from './plan.ts';

async function planWhere(tx: CalendarTx, where: (row: Sql<CalendarReminder>) => SQL): Promise<void> {
  const found = await tx.system.read(select(calendarReminderFields, {}), { where });
  await planReminders(
    tx,
    found.map((one) => one.id),
  );
}

export const followChanges = p.during(CalendarEventChanged, async (tx, all) => {
  const moved = all.filter((one) => one.data.fields.includes('startsAt')).map((one) => one.subject);
  if (moved.length > 0) await planWhere(tx, (r) => sql`${r.eventId} = any(${moved}::uuid[])`);
});
export const followCancellations = p.during(CalendarEventCancelled, (tx, all) => {
  const events = all.map((one) => one.subject);
  return planWhere(tx, (r) => sql`${r.eventId} = any(${events}::uuid[])`);
});
/** What was reckoned in working time, provisionally or not, may be otherwise now. */
const reckonAgain = (tx: CalendarTx): Promise<void> => planWhere(tx, (r) => sql`${r.businessTime} and ${r.dueAt} is not null`);
export const followHolidays = p.during(HolidaysPublished, reckonAgain);
export const followWorkingTime = p.during(BusinessCalendarChanged, reckonAgain);
