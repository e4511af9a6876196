import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { CalendarEvent } from '../appointments/entities.ts';
import { p } from '../plugin.ts';
import { CalendarReminder } from './entities.ts';

export const calendarReminderFields = p.fields(CalendarReminder, (f) => ({
  before: f.column('before', { label: label('How long before', '提前时间'), input: t.duration() }),
  businessTime: f.column('businessTime', { label: label('In working time', '按工作时间') }),
  beginsAt: f.column('beginsAt', { label: label('Begin of the next occurrence', '下一次开始时间') }),
  dueAt: f.column('dueAt', { label: label('Next due', '下次提醒时间') }),
  provisional: f.column('provisional', { label: label('Provisional', '暂定') }),
  toldUntil: f.column('toldUntil', { label: label('Told of until', '已提醒至') }),
  staffId: f.column('staffId', { label: label('Member of staff’s id', '员工编号') }),
  eventId: f.column('eventId', { label: label('Event’s id', '日程编号') }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('Whom', '提醒对象') }),
  event: f.one(CalendarEvent, { on: ['eventId', 'id'], label: label('Event', '日程') }),
}));

export const remindersOfEvent = p.fields(CalendarEvent, (f) => ({
  reminders: f.many(CalendarReminder, { on: ['id', 'eventId'], label: label('My reminders', '我的提醒') }),
}));
