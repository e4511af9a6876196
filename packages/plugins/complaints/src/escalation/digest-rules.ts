/** What management is told of a period: pure (CMPL-07). What was kept from them is told too, with who kept it and why. */

export interface DigestCase {
  readonly id: string;
  readonly number: string;
  readonly severity: number;
  readonly level: number;
  readonly cause: string;
  readonly suppressedBy: string | null;
  readonly suppressedReason: string | null;
}
export interface DigestContent {
  readonly received: number;
  readonly closed: number;
  readonly open: number;
  readonly overdue: number;
  readonly brokenPromises: number;
  readonly escalated: readonly DigestCase[];
  readonly suppressed: readonly DigestCase[];
}

export interface CaseOfPeriod {
  readonly receivedAt: Date;
  readonly closedAt: Date | null;
  readonly overdue: boolean;
}

export function digestOf(
  period: { readonly from: Date; readonly to: Date },
  cases: readonly CaseOfPeriod[],
  escalations: readonly DigestCase[],
  brokenPromises: number,
): DigestContent {
  const within = (at: Date | null): boolean => at !== null && at >= period.from && at < period.to;
  const open = cases.filter((c) => c.closedAt === null);
  const worst = [...escalations].sort((a, b) => b.level - a.level || b.severity - a.severity || (a.number < b.number ? -1 : 1));
  return {
    received: cases.filter((c) => within(c.receivedAt)).length,
    closed: cases.filter((c) => within(c.closedAt)).length,
    open: open.length,
    overdue: open.filter((c) => c.overdue).length,
    brokenPromises,
    escalated: worst.filter((e) => e.suppressedReason === null),
    suppressed: worst.filter((e) => e.suppressedReason !== null),
  };
}
