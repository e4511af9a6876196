/** Choices, from whatever source: fast-check's, so that a failing operation shrinks to a small one. */
export interface Random {
  /** A whole number below `n`. */
  below(n: number): number;
}

export const oneOf = <T>(r: Random, items: readonly T[]): T => items[r.below(items.length)] as T;
/** True in `percent` of a hundred cases; 0, to which numbers shrink, is false. */
export const chance = (r: Random, percent: number): boolean => r.below(100) >= 100 - percent;
export const some = <T>(r: Random, items: readonly T[], most: number): readonly T[] => {
  const count = Math.min(items.length, 1 + r.below(most));
  const left = [...items];
  return Array.from({ length: count }, () => left.splice(r.below(left.length), 1)[0] as T);
};
