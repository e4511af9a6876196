/**
 * Which code of plugins the process is in, in memory that a thread can read while the event loop stands still. Entering and leaving cost a
 * look-up and two integers. It is of the process and not of an engine, since so is the event loop.
 */
const SLOTS = 4_096;
/** How often the event loop has turned; whether a debugger may hold it; which place was entered last. The places follow. */
export const BEAT = 0;
export const INSPECTED = 1;
const LAST = 2;
export const FIRST_PLACE = 3;
/** For whatever has no place of its own any more. */
const OTHER = FIRST_PLACE;

export interface Place {
  readonly slot: number;
  readonly plugin: string;
  readonly place: string;
}

/** How many calls of each place are under way. */
export const cells = new Int32Array(new SharedArrayBuffer(4 * SLOTS));

const slots = new Map<string, Map<string, number>>();
const places: Place[] = [];
const listeners = new Set<(place: Place) => void>();

/** @returns what `leave` is given */
export function enter(plugin: string, place: string): number {
  const slot = slots.get(plugin)?.get(place) ?? named(plugin, place);
  Atomics.add(cells, slot, 1);
  Atomics.store(cells, LAST, slot);
  return slot;
}

export const leave = (slot: number): void => void Atomics.sub(cells, slot, 1);

/** Hears of every place there is, and of each new one before it is first entered. @returns how to stop */
export function onPlace(heard: (place: Place) => void): () => void {
  for (const place of places) heard(place);
  listeners.add(heard);
  return () => void listeners.delete(heard);
}

function named(plugin: string, place: string): number {
  const slot = FIRST_PLACE + 1 + places.length;
  if (slot >= SLOTS) return OTHER;
  const found = { slot, plugin, place };
  places.push(found);
  slots.set(plugin, (slots.get(plugin) ?? new Map()).set(place, slot));
  for (const heard of listeners) heard(found);
  return slot;
}
