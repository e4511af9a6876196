/** What a suite of measurements gives. */
import type { Rate } from './read/rounds.ts';

export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Such as `under 300`. */
  readonly bound: string;
  readonly fits: boolean;
  /** What else was seen on the way. */
  readonly detail?: string;
  /** The contenders that were measured side by side. */
  readonly rates?: readonly Rate[];
}
export interface Options {
  /** Customers of the large tenant. */
  readonly size: number;
  /** Only this part of the suite. */
  readonly part: string | null;
  /** Customers of the tenant in which reads over HTTP are measured; null: as many as the bounds are of. */
  readonly reads: number | null;
  /** Rounds in which they are. */
  readonly rounds: number;
  /** Whether others are installed and measured beside the engine. */
  readonly peers: boolean;
}
export type Suite = (o: Options) => AsyncIterable<Measured>;

const rounded = (value: number): number => (value < 10 ? Math.round(value * 100) / 100 : Math.round(value));
export const under = (name: string, value: number, limit: number, unit: string): Measured => ({
  name,
  value: rounded(value),
  unit,
  bound: `under ${limit}`,
  fits: value < limit,
});
export const atLeast = (name: string, value: number, limit: number, unit: string): Measured => ({
  name,
  value: rounded(value),
  unit,
  bound: `at least ${limit}`,
  fits: value >= limit,
});

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The median of `rounds` timed runs, in milliseconds, after one that is not counted. */
export async function medianMs(run: () => Promise<unknown>, rounds = 15): Promise<number> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return median(times);
}
