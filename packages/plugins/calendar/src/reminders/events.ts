/** What can be heard of reminders, and what is refused. */
import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { CalendarEvent, CalendarOccurrence } from '../appointments/entities.ts';
import { p } from '../plugin.ts';
import { CalendarReminder } from './entities.ts';

/** Now is the time to tell somebody. Who tells, and by what means, is the affair of whoever hears it. */
export const ReminderDue = p.event('calendar.reminder.due', {
  label: label('Reminder due', '日程提醒到期'),
  subject: CalendarEvent,
  data: { reminder: t.id(CalendarReminder), occurrence: t.id(CalendarOccurrence), staffId: t.id(Staff), startsAt: t.instant() },
});

export const beforeNotAfter = p.refusal('CALENDAR_REMINDER_AFTER', {
  en: 'A reminder comes before the event: {before} leads past its beginning.',
  zh: '提醒应早于日程开始：{before} 会晚于开始时间。',
});
export const onlyStaff = p.refusal('CALENDAR_REMINDER_OF_STAFF', {
  en: 'Reminders are for members of staff.',
  zh: '提醒仅供员工使用。',
});
