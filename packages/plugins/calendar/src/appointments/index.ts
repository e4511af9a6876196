/** Appointments of people and groups, once or in series. */
import type { Noun } from '../common.ts';
import { cancelCalendarEvent, deleteCalendarEvent, respondToCalendarEvent, updateCalendarEvent } from './commands.ts';
import { createCalendarEvent } from './create.ts';
import * as events from './events.ts';
import { calendarEventFields, calendarOccurrenceFields, calendarParticipantFields, eventsOfCustomer, timelineEntry } from './fields.ts';
import { noEventsOfAliases } from './guards.ts';
import { agenda, calendarConflicts, freeBusy } from './queries.ts';
import * as refusals from './refusals.ts';
import { cancelCalendarOccurrence, changeCalendarOccurrence } from './single.ts';

export const appointments: Noun = {
  model: [calendarEventFields, calendarOccurrenceFields, calendarParticipantFields, eventsOfCustomer, timelineEntry],
  commands: [
    createCalendarEvent,
    updateCalendarEvent,
    cancelCalendarEvent,
    deleteCalendarEvent,
    respondToCalendarEvent,
    changeCalendarOccurrence,
    cancelCalendarOccurrence,
  ],
  events: [events.CalendarEventPlanned, events.CalendarEventChanged, events.CalendarEventCancelled, events.CalendarEventAnswered],
  queries: [freeBusy, calendarConflicts, agenda],
  hooks: [noEventsOfAliases],
  refusals: [
    refusals.recurrenceEndless,
    refusals.recurrenceInvalid,
    refusals.recurrenceTooMany,
    refusals.ownerOrGroup,
    refusals.notYours,
    refusals.eventCancelled,
    refusals.notInvited,
  ],
};

export { CalendarEvent, CalendarOccurrence, CalendarParticipant } from './entities.ts';
export { CalendarEventStatus, CalendarVisibility, ParticipantResponse } from './enums.ts';
export { CalendarEventAnswered, CalendarEventCancelled, CalendarEventChanged, CalendarEventPlanned } from './events.ts';
export { calendarEventFields, calendarOccurrenceFields, calendarParticipantFields } from './fields.ts';
export {
  cancelCalendarEvent,
  cancelCalendarOccurrence,
  changeCalendarOccurrence,
  createCalendarEvent,
  deleteCalendarEvent,
  respondToCalendarEvent,
  updateCalendarEvent,
};
