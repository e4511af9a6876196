/** How much a fault does: what fits into CI, or `npm run faults -- --long`. */
const isLong = process.env['GUANXI_FAULTS'] === 'long';

export const size = (inCi: number, long: number): number => (isLong ? long : inCi);

/** Milliseconds that a test may take: an hour where it is long. */
export const timeLimit = (inCi: number): number => (isLong ? 3_600_000 : inCi);

/** What chance is made of: the same for each run, or `GUANXI_SEED` of one that failed. */
export const seed = Number(process.env['GUANXI_SEED'] ?? 20_240_229);

/** Mulberry32: small, and the same on every machine. Values are in [0, 1). */
export function seeded(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
