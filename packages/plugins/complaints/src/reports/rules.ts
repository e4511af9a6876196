/** Numbers over groups of cases: pure (CMPL-02, CMPL-05, CMPL-06). */

export interface CountedCase {
  readonly ackMinutes: number | null;
  readonly solveMinutes: number | null;
  readonly acknowledgedAt: Date | null;
  readonly ackDue: Date | null;
  readonly solvedAt: Date | null;
  readonly handleDue: Date | null;
  readonly handleBreachedAt: Date | null;
  readonly closedAt: Date | null;
  readonly reopenedCount: number;
  readonly promises: readonly { readonly state: string; readonly brokenAt: Date | null }[];
}
export interface Numbers {
  readonly volume: number;
  readonly open: number;
  readonly ackMinutesMedian: number | null;
  readonly ackMinutesP90: number | null;
  readonly solveMinutesMedian: number | null;
  readonly solveMinutesP90: number | null;
  /** Shares are from 0 to 1, null where there is nothing to reckon them of. */
  readonly acknowledgedInTime: number | null;
  readonly solvedInTime: number | null;
  readonly reopenRate: number | null;
  readonly promiseKeptRate: number | null;
}

/** Between two values in proportion, as Postgres' percentile_cont has it; null of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return Math.round(low + (high - low) * (at - Math.floor(at)));
}

/** To four places. */
const shareOf = (answers: readonly boolean[]): number | null =>
  answers.length === 0 ? null : Math.round((answers.filter(Boolean).length * 10_000) / answers.length) / 10_000;

export function numbersOf(cases: readonly CountedCase[]): Numbers {
  const known = (pick: (c: CountedCase) => number | null): number[] => cases.flatMap((c) => pick(c) ?? []);
  const [ack, solve] = [known((c) => c.ackMinutes), known((c) => c.solveMinutes)];
  const promises = cases.flatMap((c) => c.promises);
  return {
    volume: cases.length,
    open: cases.filter((c) => c.closedAt === null).length,
    ackMinutesMedian: quantile(ack, 0.5),
    ackMinutesP90: quantile(ack, 0.9),
    solveMinutesMedian: quantile(solve, 0.5),
    solveMinutesP90: quantile(solve, 0.9),
    acknowledgedInTime: shareOf(cases.flatMap((c) => (c.acknowledgedAt && c.ackDue ? [c.acknowledgedAt <= c.ackDue] : []))),
    solvedInTime: shareOf(
      cases.flatMap((c) => (c.solvedAt && c.handleDue ? [c.handleBreachedAt === null && c.solvedAt <= c.handleDue] : [])),
    ),
    reopenRate: shareOf(cases.flatMap((c) => (c.closedAt !== null || c.reopenedCount > 0 ? [c.reopenedCount > 0] : []))),
    promiseKeptRate: shareOf(promises.flatMap((p) => (p.brokenAt !== null ? [false] : p.state === 'FULFILLED' ? [true] : []))),
  };
}

/** Groups in the order of their keys; what a case has no value for is a group of its own. */
export function grouped<C>(
  cases: readonly C[],
  keysOf: (c: C) => readonly (string | null)[],
): readonly { keys: readonly (string | null)[]; cases: readonly C[] }[] {
  const groups = new Map<string, { keys: readonly (string | null)[]; cases: C[] }>();
  for (const one of cases) {
    const keys = keysOf(one);
    const name = JSON.stringify(keys);
    const group = groups.get(name) ?? { keys, cases: [] };
    group.cases.push(one);
    groups.set(name, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

export const periods = ['DAY', 'MONTH', 'QUARTER', 'YEAR'] as const;
/** `2026-02-14`, `2026-02`, `2026-Q1`, `2026`, by the clock on the wall of the zone. */
export function periodOf(at: Date, period: (typeof periods)[number], zone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  const [year = '', month = ''] = day.split('-');
  if (period === 'DAY') return day;
  if (period === 'MONTH') return `${year}-${month}`;
  return period === 'YEAR' ? year : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** From so many days on, up to the next. */
export const ageBands = [0, 1, 3, 7, 14, 30, 90] as const;
export const bandOf = (days: number): number => ageBands.findLast((from) => days >= from) ?? 0;
