/** What is said of an appointment when it is planned or changed. */
import { type Id, t, type z } from '@guanxi/core';
import { Contact, Customer, Staff } from '@guanxi/core/crm';
import { CalendarResource } from '../resources/entities.ts';
import { CalendarEventStatus, CalendarVisibility } from './enums.ts';

export const Participants = t.list(
  t.object('CalendarParticipantInput', {
    who: t.oneOf('CalendarInvitee', { staff: t.id(Staff), contact: t.id(Contact) }),
    required: t.optional(t.bool()),
  }),
  { max: 200 },
);

export const details = {
  description: t.optional(t.text(20_000)),
  location: t.optional(t.text(300)),
  status: t.optional(t.enum(CalendarEventStatus)),
  visibility: t.optional(t.enum(CalendarVisibility)),
  /** Whether it takes the time of who takes part; true unless said otherwise. */
  busy: t.optional(t.bool()),
  customer: t.optional(t.id(Customer)),
};
export const period = {
  start: t.instant(),
  /** Not included. */
  end: t.instant(),
};
export const timing = {
  /** Absent: the tenant's. */
  zone: t.optional(t.zone()),
  /** From midnight to midnight in the zone: `start` and `end` name the first and the last day. */
  allDay: t.optional(t.bool()),
  /** RRULE of RFC 5545 with COUNT or UNTIL, such as `FREQ=WEEKLY;BYDAY=MO;COUNT=10`. */
  recurrence: t.optional(t.text(500)),
};
export const resources = t.list(t.id(CalendarResource, { lock: true }), { max: 20 });

export interface Invited {
  readonly staffId: Id<'Staff'> | null;
  readonly contactId: Id<'Contact'> | null;
  readonly required: boolean;
}
/** Each once; who is named twice is required if they are once. */
export function invited(all: z.output<typeof Participants>): readonly Invited[] {
  const found = new Map<string, Invited>();
  for (const { who, required = true } of all) {
    const before = found.get(who.value);
    found.set(who.value, {
      staffId: who.kind === 'staff' ? who.value : null,
      contactId: who.kind === 'contact' ? who.value : null,
      required: required || (before?.required ?? false),
    });
  }
  return [...found.values()];
}
