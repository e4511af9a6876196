/** A clock that stands still until a test moves it. */
import type { Clock } from '@guanxi/core';

export interface TestClock extends Clock {
  /** @example clock.set('2026-03-01T08:00:00Z') */
  set(instant: string | Date): void;
  /** Moves on by an ISO 8601 duration of days and less. @example clock.advance('PT72H') */
  advance(duration: string): void;
}

/** A Monday, nine in the morning in Shanghai. */
export const testStart = '2026-01-05T01:00:00.000Z';

export function testClock(start: string = testStart): TestClock {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    set(instant) {
      now = new Date(instant);
    },
    advance(duration) {
      now = new Date(now.getTime() + milliseconds(duration));
    },
  };
}

const form = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function milliseconds(duration: string): number {
  const [, weeks, days, hours, minutes, seconds] = form.exec(duration) ?? [];
  if ([weeks, days, hours, minutes, seconds].every((part) => part === undefined))
    throw new RangeError(`"${duration}" is no ISO 8601 duration of weeks and less`);
  const number = (part: string | undefined): number => Number(part ?? 0);
  return ((((number(weeks) * 7 + number(days)) * 24 + number(hours)) * 60 + number(minutes)) * 60 + number(seconds)) * 1000;
}
