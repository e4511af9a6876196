import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { BusinessCalendar, BusinessHours, CalendarException } from './entities.ts';

export const businessCalendarFields = p.fields(BusinessCalendar, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(100) }),
  zone: f.column('zone', { label: label('Time zone', '时区'), input: t.zone() }),
  isDefault: f.column('isDefault', { label: label('Default', '默认') }),
  holidayRegion: f.column('holidayRegion', { label: label('Public holidays of', '节假日地区') }),
  makeUpDay: f.column('makeUpDay', { label: label('Make-up days are worked like', '调休上班日按此日工作时间') }),
  active: f.column('active', { label: label('In use', '在用') }),
  hours: f.many(BusinessHours, { on: ['id', 'calendarId'], label: label('Weekly hours', '每周工作时间') }),
  exceptions: f.many(CalendarException, { on: ['id', 'calendarId'], orderBy: 'date', label: label('Exceptions', '例外日') }),
}));

export const businessHoursFields = p.fields(BusinessHours, (f) => ({
  day: f.column('day', { label: label('Weekday', '星期') }),
  opens: f.column('opens', { label: label('Opens', '开始') }),
  closes: f.column('closes', { label: label('Closes', '结束') }),
  calendar: f.one(BusinessCalendar, { on: ['calendarId', 'id'], label: label('Calendar', '工作日历') }),
}));

export const calendarExceptionFields = p.fields(CalendarException, (f) => ({
  date: f.column('date', { label: label('Date', '日期') }),
  opens: f.column('opens', { label: label('Opens', '开始') }),
  closes: f.column('closes', { label: label('Closes', '结束') }),
  note: f.column('note', { label: label('Note', '说明'), input: t.text(200) }),
  calendar: f.one(BusinessCalendar, { on: ['calendarId', 'id'], label: label('Calendar', '工作日历') }),
}));
