/** The story's own time and ids: they begin alike in every run and move only when it is told to. */
import type { Clock, Ids } from '@guanxi/core';

export interface StoryClock extends Clock {
  /** Some minutes pass. */
  pass(minutes: number): void;
}

export function storyClock(start: string): StoryClock {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    pass(minutes) {
      now += minutes * 60_000;
    },
  };
}

/** UUIDv7s that count. */
export function storyIds(): Ids {
  let n = 0;
  return {
    next(now) {
      n += 1;
      const time = now.getTime().toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
    },
  };
}
