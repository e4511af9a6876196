/** When a delivery that failed is tried again: soon at first, then ever more rarely, for about a day. */

/** How often a delivery is tried. */
export const ATTEMPTS = 12;

const FIRST_PAUSE_MS = 40_000;

/**
 * Milliseconds from a failed attempt to the next; null after the last. Twice as long each time (40 s to 11 h, 23 h in all), give or take a
 * tenth by chance: endpoints that went down together are not called together.
 * @param attempt The one that failed, from 1.
 * @param random From 0 to 1.
 */
export function pauseAfter(attempt: number, random: number): number | null {
  if (attempt >= ATTEMPTS) return null;
  return Math.round(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.9 + 0.2 * random));
}
