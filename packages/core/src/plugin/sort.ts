/** One generic sort: things after what they need, otherwise in the order in which they were given. */

export interface Sorted<T> {
  /** Everything, those in a circle too, in the order in which they were met. */
  readonly sorted: readonly T[];
  /** Each circle once, as the path around it; the first id stands at the end again. */
  readonly circles: readonly (readonly string[])[];
}

/** `before` names the ids that come first; an id that is not among the items is passed over. */
export function stableSort<T>(items: readonly T[], idOf: (item: T) => string, before: (item: T) => readonly string[]): Sorted<T> {
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const sorted = new Set<T>();
  const circles: (readonly string[])[] = [];

  const visit = (item: T, path: readonly string[]): void => {
    if (sorted.has(item)) return;
    const id = idOf(item);
    const start = path.indexOf(id);
    if (start >= 0) {
      circles.push([...path.slice(start), id]);
      return;
    }
    for (const need of before(item)) {
      const needed = byId.get(need);
      if (needed !== undefined) visit(needed, [...path, id]);
    }
    sorted.add(item);
  };
  for (const item of items) visit(item, []);
  return { sorted: [...sorted], circles };
}
