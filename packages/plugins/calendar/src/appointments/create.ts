/** Planning an appointment, by a person or by a file. */
import { type Id, label, t } from '@guanxi/core';
import { Staff, Team } from '@guanxi/core/crm';
import type { CalendarTx } from '../common.ts';
import { p } from '../plugin.ts';
import { CalendarEvent, CalendarParticipant } from './entities.ts';
import { CalendarEventPlanned } from './events.ts';
import { details, type Invited, invited, Participants, period, resources, timing } from './input.ts';
import type { Series } from './recurrence.ts';
import { book, insertOccurrences, seriesOf } from './schedule.ts';
import { refuseForeign, type Whose, whoseOf } from './whose.ts';

export const createCalendarEvent = p.command('createCalendarEvent', {
  label: label('Plan a calendar event', '安排日程'),
  permission: 'calendar:events:write',
  input: {
    title: t.text(300),
    ...period,
    ...timing,
    ...details,
    /** A person's calendar; absent, like `group`: one's own. */
    owner: t.optional(t.id(Staff)),
    /** A team's calendar. */
    group: t.optional(t.id(Team)),
    participants: t.optional(Participants),
    /** Booked for all occurrences. */
    resources: t.optional(resources),
  },
  output: { event: t.ref(CalendarEvent) },
  async run(
    tx,
    { title, start, end, zone = tx.zone, allDay = false, recurrence, owner, group, participants = [], resources: needed, ...rest },
  ) {
    const whose = await whoseOf(tx, owner, group);
    await refuseForeign(tx, whose, group ? 'group' : 'owner');
    const series = seriesOf({ start, end, zone, allDay, recurrence: recurrence ?? null });
    const event = tx.newId(CalendarEvent);
    const { customer, ...said } = rest;
    await insertEvent(
      tx,
      event,
      whose,
      series,
      { ...said, title, uid: `${event}@guanxi`, customerId: customer ?? null },
      invited(participants),
    );
    if (needed && needed.length > 0) await book(tx, event, needed);
    return { event };
  },
});

type Details = Omit<CalendarEvent['insert'], keyof Whose | keyof Series>;

/** The row, its occurrences and who takes part. */
export async function insertEvent(
  tx: CalendarTx,
  event: Id<'CalendarEvent'>,
  whose: Whose,
  series: Series,
  rest: { [K in keyof Details]: Details[K] | undefined },
  participants: readonly Invited[],
): Promise<void> {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as unknown as Details;
  await tx.insert(CalendarEvent, { id: event, ...whose, ...series, ...given });
  await insertOccurrences(tx, event, series);
  if (participants.length > 0)
    await tx.insert(
      CalendarParticipant,
      participants.map((one) => ({ eventId: event, ...one })),
    );
  await tx.emit(CalendarEventPlanned, { subject: event, customerId: given.customerId ?? null, startsAt: series.startsAt });
}
