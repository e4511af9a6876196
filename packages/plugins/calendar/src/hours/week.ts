/** Hours as they are given, checked and put into rows. Pure. */

import { label } from '@guanxi/core';
import { type Hours, isTimeOfDay, overlapOf, type Week } from '../clock/hours.ts';
import { Weekday, weekdays } from './enums.ts';
import { hoursOverlap, makeUpDayClosed, neverOpen, notATimeOfDay } from './refusals.ts';

export type Day = (typeof weekdays)[number];
export interface DayHours extends Hours {
  readonly day: Day;
}

export const weekOf = (hours: readonly DayHours[]): Week =>
  weekdays.map((day) => hours.filter((one) => one.day === day).map(({ opens, closes }) => ({ opens, closes })));

/** @throws what is wrong with a week, at `path` of the input */
export function checkWeek(hours: readonly DayHours[], path: string): void {
  for (const [n, one] of hours.entries()) checkTimes(one, `${path}.${n}`);
  if (hours.length === 0) throw neverOpen({}, path);
  refuseOverlap(weekOf(hours), path);
}

/** The hours of one day that is otherwise. */
export function checkDay(hours: readonly Hours[], path: string): void {
  for (const [n, one] of hours.entries()) checkTimes(one, `${path}.${n}`);
  refuseOverlap([hours], path);
}

function checkTimes({ opens, closes }: Hours, path: string): void {
  if (!isTimeOfDay(opens) || opens === '24:00') throw notATimeOfDay({ text: opens }, `${path}.opens`);
  if (!isTimeOfDay(closes)) throw notATimeOfDay({ text: closes }, `${path}.closes`);
}

function refuseOverlap(week: Week, path: string): void {
  const overlap = overlapOf(week);
  if (overlap) throw hoursOverlap({ first: textOf(overlap[0]), second: textOf(overlap[1]) }, path);
}
const textOf = ({ opens, closes }: Hours): string => `${opens}–${closes}`;

/** The day whose hours make-up days have: the one that is said, or the first that is worked. */
export function makeUpDayOf(hours: readonly DayHours[], said: Day | undefined): Day {
  const day = said ?? weekdays.find((one) => hours.some((h) => h.day === one)) ?? 'MONDAY';
  if (!hours.some((h) => h.day === day)) throw makeUpDayClosed({ day: Weekday.values[day] ?? label(day, day) }, 'makeUpDay');
  return day;
}
