/** Which time limits a case has, and when they end: pure, over a clock of the calendar (CMPL-03). */
import type { Instant } from '@guanxi/core';
import type { BusinessClock } from '@guanxi/plugin-calendar';

export interface PolicyTerms {
  readonly id: string;
  readonly type: string | null;
  readonly class: string | null;
  readonly minSeverity: number | null;
  readonly keyCustomer: boolean;
}
export interface CaseFacts {
  readonly type: string;
  readonly class: string | null;
  readonly severity: number;
  readonly keyCustomer: boolean;
}

const fits = (policy: PolicyTerms, facts: CaseFacts): boolean =>
  (policy.type === null || policy.type === facts.type) &&
  (policy.class === null || policy.class === facts.class) &&
  (policy.minSeverity === null || policy.minSeverity <= facts.severity) &&
  (!policy.keyCustomer || facts.keyCustomer);

/** What is said of the customer weighs most, then the class, then how severe, then the type. */
const particularity = (policy: PolicyTerms): readonly number[] => [
  policy.keyCustomer ? 1 : 0,
  policy.class === null ? 0 : 1,
  policy.minSeverity ?? 0,
  policy.type === null ? 0 : 1,
];

/** The most particular policy that fits; of two that are equally so, the newer (ids are made in the order of time). Null where none fits. */
export function policyFor<P extends PolicyTerms>(policies: readonly P[], facts: CaseFacts): P | null {
  return policies
    .filter((policy) => fits(policy, facts))
    .reduce<P | null>((best, p) => (best === null || precedes(p, best) ? p : best), null);
}

function precedes(a: PolicyTerms, b: PolicyTerms): boolean {
  const [left, right] = [particularity(a), particularity(b)];
  const differs = left.findIndex((value, i) => value !== right[i]);
  return differs < 0 ? a.id > b.id : (left[differs] ?? 0) > (right[differs] ?? 0);
}

export interface Pause {
  readonly from: Instant;
  /** Null while it lasts. */
  readonly to: Instant | null;
}
export interface Limits {
  readonly ackWithin: string;
  readonly handleWithin: string;
}
export interface DueTimes {
  readonly ackDue: Instant;
  readonly handleDue: Instant;
  /** Holidays of a year on the way are not published yet. */
  readonly provisional: boolean;
}

/** How long the customer was waited for, by the clock, in milliseconds. */
export const waited = (clock: BusinessClock, pauses: readonly Pause[]): number =>
  pauses.reduce((sum, { from, to }) => sum + (to === null ? 0 : clock.between(from, to).milliseconds), 0);

/** From when the limits of a case count: its receipt, and for handling once more its reopening. */
export interface Beginning {
  readonly receivedAt: Instant;
  readonly handlingFrom: Instant;
}

/** Limits count from receipt, never from when somebody looked. Only that of handling is put off by waiting for the customer. */
export function dueTimes(
  clock: BusinessClock,
  { receivedAt, handlingFrom }: Beginning,
  limits: Limits,
  pauses: readonly Pause[],
): DueTimes {
  const ack = clock.add(receivedAt, limits.ackWithin);
  const handle = clock.add(handlingFrom, limits.handleWithin);
  const since = pauses.filter((pause) => pause.from >= handlingFrom);
  const put = clock.add(handle.at, secondsOf(waited(clock, since)));
  return { ackDue: ack.at, handleDue: put.at, provisional: ack.provisional || handle.provisional || put.provisional };
}
const secondsOf = (milliseconds: number): string => `PT${Math.ceil(milliseconds / 1_000)}S`;

/** Whole minutes by the clock from receipt, without those in which the customer was waited for. */
export function minutesSince(clock: BusinessClock, receivedAt: Instant, at: Instant, pauses: readonly Pause[]): number {
  const past = pauses.filter((pause) => pause.from < at).map(({ from, to }) => ({ from, to: to === null || to > at ? at : to }));
  return Math.max(0, Math.floor((clock.between(receivedAt, at).milliseconds - waited(clock, past)) / 60_000));
}

/** When a warning is given: so long before the limit, but not before the case came in. */
export function warnAt(clock: BusinessClock, due: Instant, warnBefore: string, receivedAt: Instant): Instant | null {
  const at = clock.add(due, `-${warnBefore}`).at;
  return at > receivedAt && at < due ? at : null;
}
