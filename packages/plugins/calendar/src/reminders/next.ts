/** Which occurrence a reminder is of next, and when. Pure. */
import type { BusinessClock } from '../clock/clock.ts';

export interface Upcoming {
  readonly startsAt: Date;
}
export interface Next<T extends Upcoming> {
  readonly occurrence: T;
  readonly at: Date;
  readonly provisional: boolean;
}

/**
 * The first that has not begun and was not told of; null where there is none. One whose time to tell has passed, since it was planned later
 * than that, is told of at once. `upcoming` is in the order of time.
 */
export function nextOf<T extends Upcoming>(
  upcoming: readonly T[],
  o: { readonly now: Date; readonly toldUntil: Date | null; readonly before: string; readonly clock: BusinessClock },
): Next<T> | null {
  const occurrence = upcoming.find((one) => one.startsAt > o.now && (o.toldUntil === null || one.startsAt > o.toldUntil));
  if (!occurrence) return null;
  const { at, provisional } = o.clock.add(occurrence.startsAt, `-${o.before}`);
  return { occurrence, at: new Date(Math.max(at.getTime(), o.now.getTime())), provisional };
}
