/** What can be heard of appointments. */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { CalendarEvent, CalendarOccurrence, CalendarParticipant } from './entities.ts';
import { ParticipantResponse } from './enums.ts';

const about = { customerId: t.nullable(t.id(Customer)) };

export const CalendarEventPlanned = p.event('calendar.event.planned', {
  label: label('Calendar event planned', '日程已安排'),
  subject: CalendarEvent,
  data: { ...about, startsAt: t.instant() },
});
/** `occurrence`: only this one of the series. */
export const CalendarEventChanged = p.event('calendar.event.changed', {
  label: label('Calendar event changed', '日程已变更'),
  subject: CalendarEvent,
  data: { ...about, fields: t.list(t.text(40)), occurrence: t.nullable(t.id(CalendarOccurrence)) },
});
export const CalendarEventCancelled = p.event('calendar.event.cancelled', {
  label: label('Calendar event cancelled', '日程已取消'),
  subject: CalendarEvent,
  data: { ...about, occurrence: t.nullable(t.id(CalendarOccurrence)) },
});
export const CalendarEventAnswered = p.event('calendar.event.answered', {
  label: label('Participant answered', '参与人已回复'),
  subject: CalendarEvent,
  data: { participant: t.id(CalendarParticipant), response: t.enum(ParticipantResponse) },
});
