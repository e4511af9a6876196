/** Reminders: being told before an appointment begins. */
import type { Noun } from '../common.ts';
import { removeCalendarReminder, setCalendarReminder } from './commands.ts';
import { beforeNotAfter, onlyStaff, ReminderDue } from './events.ts';
import { calendarReminderFields, remindersOfEvent } from './fields.ts';
import { followCancellations, followChanges, followHolidays, followWorkingTime } from './hooks.ts';
import { raiseCalendarReminder } from './plan.ts';

export const reminders: Noun = {
  model: [calendarReminderFields, remindersOfEvent],
  commands: [setCalendarReminder, removeCalendarReminder, raiseCalendarReminder],
  events: [ReminderDue],
  hooks: [followChanges, followCancellations, followHolidays, followWorkingTime],
  refusals: [beforeNotAfter, onlyStaff],
};

export { CalendarReminder } from './entities.ts';
export { ReminderDue } from './events.ts';
export { calendarReminderFields } from './fields.ts';
export { removeCalendarReminder, setCalendarReminder };
