/** No exclusive resource is booked twice, whichever command books it and however many at once (TIME-01). */
import { select, sql } from '@guanxi/core';
import { p } from '../plugin.ts';
import { CalendarBooking, CalendarResource } from './entities.ts';
import { calendarBookingFields } from './fields.ts';
import { doubleBooked, resourceRetired } from './refusals.ts';
import { clashOf } from './rules.ts';

/** The resources are locked before their bookings are read: whoever books at the same moment comes before, and is seen, or waits. */
export const noDoubleBooking = p.guard(CalendarBooking, async (tx, changes) => {
  const wanted = changes.flatMap(({ after }) => (after ? [after] : []));
  if (wanted.length === 0) return;
  const resources = await tx.lock(CalendarResource, [...new Set(wanted.map((one) => one.resourceId))]);
  const retired = resources.find((one) => !one.active);
  if (retired) throw resourceRetired({ resource: retired.name }, 'resources');
  const names = new Map(resources.filter((one) => one.exclusive).map((one) => [one.id as string, one.name]));
  const times = wanted.filter((one) => names.has(one.resourceId)).flatMap((one) => [one.startsAt.getTime(), one.endsAt.getTime()]);
  if (times.length === 0) return;
  const [from, to] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  const there = await tx.system.read(select(calendarBookingFields, { resourceId: true, startsAt: true, endsAt: true }), {
    where: (b) => sql`${b.resourceId} = any(${[...names.keys()]}::uuid[]) and ${b.startsAt} < ${to} and ${b.endsAt} > ${from}`,
  });
  const isWanted = new Set<string>(wanted.map((one) => one.id));
  const clash = clashOf(there, (one) => isWanted.has(one.id));
  if (!clash) return;
  const [first, second] = clash;
  const until = new Date(Math.min(first.endsAt.getTime(), second.endsAt.getTime()));
  const told = { resource: names.get(first.resourceId) ?? '', from: second.startsAt.toISOString(), to: until.toISOString() };
  throw doubleBooked(told, 'resources');
});
