/**
 * A number of places and those who wait for one: interactive work first, then workers, then imports, each in order of arrival.
 * The embedded database has one place, a pool as many as connections.
 */
import type { Priority } from './port.ts';

const ORDER = ['interactive', 'worker', 'import'] as const satisfies readonly Priority[];

export interface Slots {
  /** A place where one is free and nobody waits. */
  tryAcquire(): (() => void) | null;
  /** Waits for a place; the function it resolves to gives the place back, once. */
  acquire(priority?: Priority): Promise<() => void>;
}

export function createSlots(size: number): Slots {
  const waiting: Record<Priority, (() => void)[]> = { interactive: [], worker: [], import: [] };
  let free = size;

  const giveBack = () => {
    let returned = false;
    return () => {
      if (returned) return;
      returned = true;
      const next = ORDER.map((priority) => waiting[priority])
        .find((queue) => queue.length > 0)
        ?.shift();
      if (next) next();
      else free += 1;
    };
  };

  const tryAcquire = (): (() => void) | null => {
    if (free === 0) return null;
    free -= 1;
    return giveBack();
  };

  return {
    tryAcquire,
    acquire(priority = 'interactive') {
      const place = tryAcquire();
      if (place) return Promise.resolve(place);
      return new Promise((resolve) => waiting[priority].push(() => resolve(giveBack())));
    },
  };
}
