/** A calendar from a file: its events are made, or changed where they are there already by their UID. */
import { createHash } from 'node:crypto';
import { GuanxiError, type Id, label, select, sql, t } from '@guanxi/core';
import { Staff, staffFields, Team } from '@guanxi/core/crm';
import { invite } from '../appointments/commands.ts';
import { insertEvent } from '../appointments/create.ts';
import { CalendarEvent, CalendarOccurrence } from '../appointments/entities.ts';
import { CalendarEventChanged } from '../appointments/events.ts';
import { calendarEventFields, calendarOccurrenceFields } from '../appointments/fields.ts';
import type { Invited } from '../appointments/input.ts';
import { occurrencesOf, type Series } from '../appointments/recurrence.ts';
import { reschedule, seriesOf } from '../appointments/schedule.ts';
import { refuseForeign, type Whose, whoseOf } from '../appointments/whose.ts';
import type { CalendarTx } from '../common.ts';
import { p } from '../plugin.ts';
import { broken } from './lines.ts';
import { eventsOf, type FileEvent } from './read.ts';
import { tooManyEvents } from './refusals.ts';

const most = 500;

interface FileSeries {
  readonly event: FileEvent;
  /** Those of it that are otherwise. */
  readonly singles: readonly FileEvent[];
  /** Equal for what is told equally. */
  readonly digest: string;
}

export const importCalendar = p.command('importCalendar', {
  label: label('Import an iCalendar file', '导入日历（iCalendar）'),
  permission: 'calendar:events:write',
  input: {
    text: t.text(1_000_000),
    /** Into whose calendar; neither: one's own. */
    owner: t.optional(t.id(Staff)),
    group: t.optional(t.id(Team)),
  },
  /** `unmatched`: attendees that no member of staff has the address of. */
  output: { created: t.int(), updated: t.int(), unchanged: t.int(), unmatched: t.int() },
  async run(tx, { text, owner, group }) {
    const whose = await whoseOf(tx, owner, group);
    await refuseForeign(tx, whose, group ? 'group' : 'owner');
    const all = grouped(eventsOf(text, tx.zone));
    if (all.length > most) throw tooManyEvents({ max: most, count: all.length }, 'text');
    const there = await known(
      tx,
      whose,
      all.map((one) => one.event.uid),
    );
    const changed = all.filter((one) => there.get(one.event.uid)?.importedAs !== one.digest);
    const people = await staffByEmail(tx, changed);
    for (const one of changed) await put(tx, whose, one, there.get(one.event.uid)?.id ?? null, people);
    const created = changed.filter((one) => !there.has(one.event.uid)).length;
    const unmatched = new Set(changed.flatMap((one) => one.event.attendees.map((who) => who.email)).filter((email) => !people.has(email)))
      .size;
    return { created, updated: changed.length - created, unchanged: all.length - changed.length, unmatched };
  },
});

function grouped(events: readonly FileEvent[]): readonly FileSeries[] {
  const series = new Map<string, FileEvent>();
  for (const one of events) {
    if (one.original !== null) continue;
    if (series.has(one.uid)) throw broken(one.line, label(`a second event of UID ${one.uid}`, `标识 ${one.uid} 重复出现`));
    series.set(one.uid, one);
  }
  const lone = events.find((one) => !series.has(one.uid));
  if (lone) throw broken(lone.line, label('one occurrence without its series', '单次日程没有对应的系列'));
  return [...series.values()].map((event) => {
    const singles = events.filter((one) => one.uid === event.uid && one.original !== null);
    const told = [event, ...singles].map(({ line, ...rest }) => rest);
    return { event, singles, digest: createHash('sha256').update(JSON.stringify(told)).digest('hex') };
  });
}

async function known(tx: CalendarTx, { ownerId, teamId }: Whose, uids: readonly string[]) {
  const rows = await tx.system.read(select(calendarEventFields, { uid: true, importedAs: true }), {
    where: (e) =>
      sql`${e.uid} = any(${uids}::text[]) and ${ownerId ? sql`${e.ownerId} = ${ownerId}` : sql`${e.ownerId} is null and ${e.teamId} = ${teamId}`}`,
  });
  return new Map(rows.map((row) => [row.uid, row]));
}

async function staffByEmail(tx: CalendarTx, all: readonly FileSeries[]): Promise<ReadonlyMap<string, Id<'Staff'>>> {
  const emails = [...new Set(all.flatMap((one) => one.event.attendees.map((who) => who.email)))];
  if (emails.length === 0) return new Map();
  const found = await tx.system.read(select(staffFields, { email: true }), {
    where: (s) => sql`lower(${s.email}) = any(${emails}::text[])`,
  });
  return new Map(found.map((one) => [(one.email ?? '').toLowerCase(), one.id]));
}

async function put(
  tx: CalendarTx,
  whose: Whose,
  one: FileSeries,
  id: Id<'CalendarEvent'> | null,
  people: ReadonlyMap<string, Id<'Staff'>>,
): Promise<void> {
  const { event, digest } = one;
  const { title, description, location, status, visibility, busy, sequence, uid } = event;
  const series = placed(one, tx.settings.occurrences);
  const said = {
    title: (title ?? uid).slice(0, 300),
    description: description?.slice(0, 20_000) ?? null,
    location: location?.slice(0, 300) ?? null,
  };
  const rest = { ...said, status, visibility, busy, sequence, importedAs: digest };
  const invited = event.attendees.flatMap(({ email, required, response }): (Invited & { response: typeof response })[] => {
    const staffId = people.get(email);
    return staffId ? [{ staffId, contactId: null, required, response }] : [];
  });
  const eventId = id ?? tx.newId(CalendarEvent);
  if (id === null) await insertEvent(tx, eventId, whose, series, { ...rest, uid }, invited);
  else {
    await tx.update(CalendarEvent, id, { ...series, ...rest });
    await reschedule(tx, id, series);
    await invite(tx, id, invited);
  }
  await single(tx, eventId, one);
  if (id !== null) await tx.emit(CalendarEventChanged, { subject: id, customerId: null, fields: ['startsAt', 'title'], occurrence: null });
}

/** Puts what is otherwise in a series into its places. */
async function single(tx: CalendarTx, eventId: Id<'CalendarEvent'>, one: FileSeries): Promise<void> {
  const { event, singles } = one;
  if (singles.length + event.excluded.length === 0 && event.status !== 'CANCELLED') return;
  const stored = await tx.system.read(select(calendarOccurrenceFields, { original: true }), {
    where: (o) => sql`${o.eventId} = ${eventId}`,
  });
  const places = new Map(stored.map((row) => [row.original.getTime(), row.id]));
  const left = event.status === 'CANCELLED' ? stored.map((row) => row.id) : event.excluded.flatMap((at) => places.get(at.getTime()) ?? []);
  if (left.length > 0) await tx.update(CalendarOccurrence, left, { cancelled: true });
  for (const { original, start, end, title, location, status, line } of singles) {
    const place = original && places.get(original.getTime());
    if (!place) throw broken(line, label('the rule makes no occurrence there', '规则在该时间没有日程'));
    await tx.update(CalendarOccurrence, place, {
      startsAt: start,
      endsAt: end,
      changed: true,
      title: title === event.title ? null : title,
      location: location === event.location ? null : location,
      ...(status === 'CANCELLED' && { cancelled: true }),
    });
  }
}

/** Its times, with all its occurrences: what is refused of these is told with the line of the event. */
function placed({ event }: FileSeries, max: number): Series {
  try {
    const series = seriesOf(event);
    occurrencesOf(series, max);
    return series;
  } catch (error) {
    if (!(error instanceof GuanxiError)) throw error;
    throw broken(event.line, label(error.in('en'), error.in('zh-CN')));
  }
}
