/** What is in the way of what. Pure. */

export interface Taken {
  readonly resourceId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * The first two that want one resource at one time, one of them `wanted`; null where all go together. One that ends when the next begins is
 * not in its way.
 */
export function clashOf<T extends Taken>(all: readonly T[], wanted: (one: T) => boolean): readonly [T, T] | null {
  const longest = new Map<string, T>();
  for (const one of all.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const before = longest.get(one.resourceId);
    if (before && before.endsAt > one.startsAt && (wanted(before) || wanted(one))) return [before, one];
    if (!before || before.endsAt < one.endsAt) longest.set(one.resourceId, one);
  }
  return null;
}
