/** Ids that are the same in every run, and sort in the order in which they were made. */
import type { Ids } from '@guanxi/core';

/** UUIDv7 of the clock's instant, numbered; another `seed` gives others. */
export function testIds(seed = 0): Ids {
  let made = 0;
  return {
    next(now) {
      made += 1;
      const instant = now.getTime().toString(16).padStart(12, '0');
      const number = made.toString(16).padStart(12, '0');
      const variant = (0x8000 | (seed & 0x3fff)).toString(16);
      return `${instant.slice(0, 8)}-${instant.slice(8)}-7000-${variant}-${number}`;
    },
  };
}
