/** Opening hours: `09:00` to `18:00`, several a day, also past midnight. */

export interface Hours {
  readonly opens: string;
  /** Not later than `opens`: of the next day. `24:00` is the end of the day. */
  readonly closes: string;
}

const form = /^(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/;
const minute = 60_000;
const day = 24 * 60 * minute;

/** Whether a text is a time of day; `24:00` is one to close at only. */
export const isTimeOfDay = (text: string): boolean => form.test(text);

const timeOf = (text: string): number => {
  const [, h, m, h24] = form.exec(text) ?? [];
  return (Number(h ?? h24) * 60 + Number(m ?? 0)) * minute;
};

/** Milliseconds past midnight; `to` is more than a day where they go on into the next. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
export function stretchOf({ opens, closes }: Hours): Stretch {
  const from = timeOf(opens);
  const to = timeOf(closes);
  return { from, to: to > from ? to : to + day };
}
export const isOvernight = (hours: Hours): boolean => stretchOf(hours).to > day;

/** Seven lists, Monday's first. */
export type Week = readonly (readonly Hours[])[];

/** The first two hours of a week that overlap, Sunday night and Monday morning among them; null where none do. */
export function overlapOf(week: Week): readonly [Hours, Hours] | null {
  const all = week
    .flatMap((list, weekday) =>
      list.map((hours) => {
        const { from, to } = stretchOf(hours);
        return { hours, from: from + weekday * day, to: to + weekday * day };
      }),
    )
    .sort((a, b) => a.from - b.from);
  const [first] = all;
  if (!first) return null;
  const round = [...all, { ...first, from: first.from + 7 * day, to: first.to + 7 * day }];
  for (const [n, one] of all.entries()) {
    const next = round[n + 1];
    if (next && next.from < one.to) return [one.hours, next.hours];
  }
  return null;
}
