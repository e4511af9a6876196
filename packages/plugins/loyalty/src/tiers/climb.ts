/**
 * A member on the tiers of one scheme: up at once when the entry is reached, down at the end of a period in which the tier was not kept, after a
 * time of grace, and where the scheme lands softly by one tier only. Pure; driven by purchases and by the clock, in the order of time.
 */
import { calendarYear, daysAfter, membershipYear, monthsAfter, type Span } from './period.ts';
import { type Contribution, Qualification } from './qualification.ts';

export interface SchemeTier {
  readonly tier: string;
  /** In ten-thousandths of what the scheme counts; the lowest tier's are nothing. */
  readonly entry: bigint;
  readonly keep: bigint;
}
export interface Scheme {
  readonly id: string;
  readonly basis: 'POINTS' | 'SPEND' | 'ORDERS';
  readonly currency: string | null;
  readonly period: 'CALENDAR_YEAR' | 'ANNIVERSARY' | 'ROLLING';
  /** Of ROLLING. */
  readonly months: number;
  readonly graceDays: number;
  readonly softLanding: boolean;
  /** From the lowest up. */
  readonly tiers: readonly SchemeTier[];
}

const NEVER = Number.POSITIVE_INFINITY;

export class Climb {
  readonly scheme: Scheme;
  readonly qualification: Qualification;
  /** What made the tier it is, and what it came to. */
  made: readonly Contribution[] = [];
  madeOf = 0n;
  private readonly joined: number;
  private readonly zone: string;
  private rank = 0;
  private period: Span;
  /** Until when a tier that was not kept may still be made up for, and since when what counts for that. */
  private grace: Span | null = null;

  constructor(scheme: Scheme, joined: number, zone: string) {
    this.scheme = scheme;
    this.joined = joined;
    this.zone = zone;
    this.qualification = new Qualification(scheme.basis === 'ORDERS' ? 'orders' : 'amounts');
    this.period = this.periodAt(joined);
  }

  get tier(): SchemeTier {
    return this.scheme.tiers[this.rank] as SchemeTier;
  }
  get next(): SchemeTier | null {
    return this.scheme.tiers[this.rank + 1] ?? null;
  }
  /** When the clock alone changes something. */
  get dueAt(): number {
    return Math.min(this.grace?.to ?? NEVER, this.period.to);
  }
  /** Since when a fall is only put off. */
  get graceUntil(): number | null {
    return this.grace?.to ?? null;
  }
  /** The period that runs; of rolling months, those up to `now`, and when the tier is looked at next. */
  span(now: number): Span {
    return this.isRolling ? { from: monthsAfter(now, -this.scheme.months, this.zone), to: this.period.to } : this.period;
  }

  /** The clock reaches `dueAt`. */
  pass(): void {
    const at = this.dueAt;
    if (this.grace?.to === at) this.endGrace(this.grace);
    if (this.period.to !== at) return;
    const ended = this.isRolling ? { from: monthsAfter(at, -this.scheme.months, this.zone), to: at } : this.period;
    this.period = this.isRolling ? this.rollOn(at) : this.periodAt(at);
    if (this.rank > 0) this.review(ended);
    if (!this.isRolling) this.qualification.begin(this.period.from);
  }

  /** What has come in by `at` is looked at: up at once. @returns whether it went up */
  rise(at: number): boolean {
    this.look(at);
    const { total } = this.qualification;
    const reached = this.scheme.tiers.findLastIndex(({ entry }) => entry <= total);
    if (reached <= this.rank) return false;
    this.rank = reached;
    this.grace = null;
    this.because({ from: this.span(at).from, to: at + 1 });
    if (this.isRolling) this.period = this.rollOn(at);
    return true;
  }

  /** What is too old to count at `at` leaves the window. */
  look(at: number): void {
    if (this.isRolling) this.qualification.begin(monthsAfter(at, -this.scheme.months, this.zone));
  }

  private get isRolling(): boolean {
    return this.scheme.period === 'ROLLING';
  }

  private periodAt(at: number): Span {
    const { period } = this.scheme;
    if (period === 'CALENDAR_YEAR') return calendarYear(at, this.zone);
    return period === 'ANNIVERSARY' ? membershipYear(at, this.joined, this.zone) : { from: at, to: NEVER };
  }
  /** Whoever has only the lowest tier has nothing to keep. */
  private rollOn(at: number): Span {
    return { from: at, to: this.rank === 0 ? NEVER : monthsAfter(at, this.scheme.months, this.zone) };
  }

  private review(ended: Span): void {
    if (this.isKeptIn(ended)) this.because(ended);
    else if (this.scheme.graceDays === 0) this.fall(ended);
    else this.grace = { from: ended.from, to: daysAfter(ended.to, this.scheme.graceDays, this.zone) };
  }
  private endGrace(span: Span): void {
    this.grace = null;
    if (this.isKeptIn(span)) this.because(span);
    else this.fall(span);
  }
  private isKeptIn({ from, to }: Span): boolean {
    return this.qualification.totalWithin(from, to) >= this.tier.keep;
  }

  private fall(span: Span): void {
    const total = this.qualification.totalWithin(span.from, span.to);
    const kept = this.scheme.tiers.findLastIndex(({ keep }, rank) => rank < this.rank && keep <= total);
    this.rank = this.scheme.softLanding ? this.rank - 1 : Math.max(kept, 0);
    this.because(span);
    if (this.isRolling) this.period = this.rollOn(span.to);
  }

  private because({ from, to }: Span): void {
    this.made = this.qualification.within(from, to);
    this.madeOf = this.qualification.totalWithin(from, to);
  }
}
