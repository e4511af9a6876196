/** Which hours of a day are worked: a day's own exception before public holidays, these before the week. */
import { type Hours, isOvernight, stretchOf, type Week } from './hours.ts';
import { dateOf, type Wall, weekdayOf, type Zone } from './zone.ts';

/** What a region has decided, by what is known of it. */
export interface Region {
  /** Those that are published. */
  readonly years: ReadonlySet<number>;
  /** By date, `YYYY-MM-DD`. A make-up day is worked in exchange for a holiday, whatever weekday it is. */
  readonly days: ReadonlyMap<string, 'HOLIDAY' | 'MAKE_UP'>;
}

/** A business calendar as plain data. */
export interface Timetable {
  readonly zone: string;
  readonly week: Week;
  /** The weekday, 1 to 7, whose hours a make-up working day has that has none of its own. */
  readonly makeUpWeekday: number;
  /** Days with hours of their own; none: closed. */
  readonly exceptions: ReadonlyMap<string, readonly Hours[]>;
  /** Null: public holidays are nothing to this calendar. */
  readonly region: Region | null;
}

/** Time that is worked, from one instant up to another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
export interface Day {
  readonly spans: readonly Span[];
  /** Whether it is known what is worked: the region has published its year. */
  readonly isSettled: boolean;
}

/** From here on a year's days may still be moved by what is published for the next one (as for 2007, 2008, 2012, 2019 and 2023 in China). */
export const lastWeek = '12-25';

export function daysOf(timetable: Timetable, zone: Zone): (day: number) => Day {
  const known = new Map<number, Day>();
  const stretches = (day: number): readonly Span[] =>
    hoursOn(timetable, day)
      .map(stretchOf)
      .map(({ from, to }) => ({ from: zone.instantOf(day, from), to: zone.instantOf(day, to) }))
      .sort((a, b) => a.from - b.from);
  const make = (day: number): Day => {
    // Hours of an exception may run into those of the next day: each instant is worked once.
    let worked = Math.max(Number.NEGATIVE_INFINITY, ...stretches(day - 1).map((span) => span.to));
    const spans = stretches(day).flatMap(({ from, to }) => {
      const span = { from: Math.max(from, worked), to };
      worked = Math.max(worked, to);
      return span.from < span.to ? [span] : [];
    });
    return { spans, isSettled: isSettled(timetable, day) };
  };
  return (day) => {
    const found = known.get(day) ?? make(day);
    known.set(day, found);
    return found;
  };
}

function hoursOn({ week, makeUpWeekday, exceptions, region }: Timetable, day: number): readonly Hours[] {
  const date = dateOf(day);
  const own = exceptions.get(date);
  if (own) return own;
  const usual = week[weekdayOf(day) - 1] ?? [];
  const decided = region?.days.get(date);
  if (decided === 'HOLIDAY') return [];
  return decided === 'MAKE_UP' && usual.length === 0 ? (week[makeUpWeekday - 1] ?? []) : usual;
}

function isSettled({ exceptions, region }: Timetable, day: number): boolean {
  const date = dateOf(day);
  if (region === null || exceptions.has(date)) return true;
  const year = yearOf(date);
  return region.years.has(year) && (date.slice(5) < lastWeek || region.years.has(year + 1));
}
const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Whether what begins on one day may end on the next. */
export const worksOvernight = ({ week, exceptions }: Timetable): boolean =>
  [...week.flat(), ...[...exceptions.values()].flat()].some(isOvernight);

/** The first day whose hours may reach a moment. */
export const firstDayFor = (wall: Wall, overnight: boolean): number => (overnight ? wall.day - 1 : wall.day);
