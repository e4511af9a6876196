/** Times put together, and times in each other's way. Pure. */

export interface Period {
  readonly startsAt: Date;
  readonly endsAt: Date;
}
export interface Busy extends Period {
  readonly tentative: boolean;
}

/** Periods without gaps or overlaps between them, within a window; what is certain hides what is not, where they are at one time. */
export function merged(all: readonly Busy[], from: Date, to: Date): readonly Busy[] {
  const bounds = [...new Set(all.flatMap((one) => [clamp(one.startsAt, from, to), clamp(one.endsAt, from, to)]))].sort((a, b) => a - b);
  const out: { startsAt: Date; endsAt: Date; tentative: boolean }[] = [];
  for (const [n, start] of bounds.entries()) {
    const end = bounds[n + 1];
    if (end === undefined) break;
    const over = all.filter((one) => one.startsAt.getTime() <= start && one.endsAt.getTime() >= end);
    if (over.length === 0) continue;
    const tentative = over.every((one) => one.tentative);
    const last = out.at(-1);
    if (last && last.endsAt.getTime() === start && last.tentative === tentative) last.endsAt = new Date(end);
    else out.push({ startsAt: new Date(start), endsAt: new Date(end), tentative });
  }
  return out;
}
const clamp = (at: Date, from: Date, to: Date): number => Math.min(Math.max(at.getTime(), from.getTime()), to.getTime());

/** All pairs that overlap, at most `max`, in the order of time. */
export function overlaps<T extends Period>(all: readonly T[], max: number): readonly (readonly [T, T])[] {
  const found: (readonly [T, T])[] = [];
  let open: T[] = [];
  for (const one of all.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    open = open.filter((before) => before.endsAt > one.startsAt);
    for (const before of open) {
      if (found.length === max) return found;
      found.push([before, one]);
    }
    open.push(one);
  }
  return found;
}
