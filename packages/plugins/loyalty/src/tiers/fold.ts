/**
 * A member's whole story, told from the beginning: what each purchase earned, by the rules and the tier in force at its time, and which tiers
 * they had. Pure, and the same whatever the order in which the facts were told: purchases go by their time, those of one instant earn by the
 * tier that was in force before it, and of equal ones the name that their source gave them decides.
 */
import type { Id } from '@guanxi/core';
import { type Earned, type EarningRule, earn, type Given, type Purchase, whatIsLeft } from '../earning/rules.ts';
import { ONE } from '../earning/units.ts';
import { Climb, type Scheme } from './climb.ts';

export interface Membership {
  /** Null: from the beginning. */
  readonly from: number | null;
  readonly until: number | null;
  readonly scheme: Scheme | null;
}
export interface ManualTier {
  readonly tier: string;
  readonly from: number;
  readonly until: number;
}
export type Cause = 'ENTRY' | 'UPGRADE' | 'DOWNGRADE' | 'MANUAL' | 'MANUAL_ENDED' | 'LEFT';
/** Which tier was in force since when; null: of no scheme. */
export interface Spell {
  readonly tier: string | null;
  readonly from: number;
  readonly cause: Cause;
}
export interface Story {
  readonly zone: string;
  readonly now: number;
  readonly purchases: readonly Purchase[];
  readonly rules: readonly EarningRule[];
  readonly memberships: readonly Membership[];
  readonly manual: readonly ManualTier[];
}
export interface Told {
  readonly earned: ReadonlyMap<Id<'Fact'>, Earned>;
  readonly spells: readonly Spell[];
  readonly tier: string | null;
  /** Where the member stands in the scheme, whatever was given by hand. */
  readonly climb: Climb | null;
  /** When it has to be told again though nothing happens; null: never. */
  readonly reviewAt: number | null;
}

const NEVER = Number.POSITIVE_INFINITY;

export function tell(story: Story): Told {
  return new Teller(story).tell();
}

class Teller {
  private readonly story: Story;
  private readonly rules: ReadonlyMap<string, EarningRule>;
  private readonly purchases: readonly Purchase[];
  /** Instants at which memberships and what was given by hand begin and end. */
  private readonly turns: readonly number[];
  private readonly given: Given = new Map();
  private readonly earned = new Map<Id<'Fact'>, Earned>();
  private readonly left = new Map<Id<'Fact'>, bigint>();
  private readonly spells: Spell[] = [];
  private climb: Climb | null = null;

  constructor(story: Story) {
    this.story = story;
    this.rules = new Map(story.rules.map((rule) => [rule.id, rule]));
    this.purchases = [...story.purchases].sort(inTime);
    const first = Math.min(this.purchases[0]?.at ?? NEVER, story.now);
    const turns = [
      ...story.memberships.flatMap((m) => [m.from ?? first, m.until ?? NEVER]),
      ...story.manual.flatMap((m) => [m.from, m.until]),
    ];
    this.turns = [...new Set(turns)].filter((at) => at !== NEVER).sort((a, b) => a - b);
  }

  tell(): Told {
    const { now } = this.story;
    let bought = 0;
    let turned = 0;
    for (;;) {
      const at = Math.min(this.purchases[bought]?.at ?? NEVER, this.turns[turned] ?? NEVER, this.climb?.dueAt ?? NEVER);
      if (at > now) break;
      if (this.climb?.dueAt === at) {
        this.climb.pass();
        this.note(at, 'DOWNGRADE');
      }
      if (this.turns[turned] === at) {
        turned += 1;
        this.turn(at);
      }
      const start = bought;
      while (this.purchases[bought]?.at === at) bought += 1;
      if (bought > start) this.buy(at, this.purchases.slice(start, bought));
    }
    this.climb?.look(now);
    const due = Math.min(this.turns[turned] ?? NEVER, this.climb?.dueAt ?? NEVER);
    return { earned: this.earned, spells: this.spells, tier: this.tierAt(now), climb: this.climb, reviewAt: due === NEVER ? null : due };
  }

  /** A membership or something given by hand begins or ends. */
  private turn(at: number): void {
    const scheme = this.membershipsAt(at).find((m) => m.scheme)?.scheme ?? null;
    if (scheme?.id !== this.climb?.scheme.id) {
      this.climb = scheme && new Climb(scheme, at, this.story.zone);
      this.note(at, scheme ? 'ENTRY' : 'LEFT');
    }
    this.note(at, this.manualAt(at) === null ? 'MANUAL_ENDED' : 'MANUAL');
  }

  /** All purchases of one instant. */
  private buy(at: number, purchases: readonly Purchase[]): void {
    if (this.membershipsAt(at).length === 0 && purchases.every((one) => one.reversalOf === null)) return;
    const tier = this.tierAt(at);
    for (const one of purchases) {
      if (one.reversalOf !== null) this.takeBack(one, one.reversalOf);
      else if (this.membershipsAt(at).length > 0) this.earn(one, tier);
    }
    if (this.climb?.rise(at)) this.note(at, 'UPGRADE');
  }

  private earn(one: Purchase, tier: string | null): void {
    const { rules, zone } = this.story;
    const earned = earn(rules, one, tier, this.given, zone);
    this.earned.set(one.id, earned);
    this.left.set(one.id, one.value);
    const amount = this.climb ? countsFor(this.climb.scheme, one, one.value, earned.points) : 0n;
    this.climb?.qualification.add({ fact: one.id, at: one.at, order: one.orderRef ?? one.id, amount });
  }

  private takeBack(reversal: Purchase, of: Id<'Fact'>): void {
    const [earned, value] = [this.earned.get(of), this.left.get(of)];
    if (!earned || value === undefined) return;
    const left = value + reversal.value;
    const less = whatIsLeft(earned, this.rules, left);
    this.left.set(of, left);
    this.earned.set(of, less);
    if (this.climb) this.climb.qualification.become(of, countsFor(this.climb.scheme, reversal, left, less.points, left === 0n));
  }

  private membershipsAt(at: number): readonly Membership[] {
    return this.story.memberships.filter((m) => (m.from === null || m.from <= at) && (m.until === null || at < m.until));
  }

  /** Of several the highest; what the scheme does not know is below what it knows. */
  private manualAt(at: number): string | null {
    const rank = (tier: string): number => this.climb?.scheme.tiers.findIndex((one) => one.tier === tier) ?? -1;
    const given = this.story.manual.filter((m) => m.from <= at && at < m.until).map((m) => m.tier);
    return given.reduce<string | null>((a, b) => (a !== null && rank(a) >= rank(b) ? a : b), null);
  }

  /** What was given by hand lifts, and never lowers. */
  private tierAt(at: number): string | null {
    const { climb } = this;
    const manual = this.manualAt(at);
    if (!climb || manual === null) return climb?.tier.tier ?? manual;
    const rank = (tier: string): number => climb.scheme.tiers.findIndex((one) => one.tier === tier);
    return rank(manual) > rank(climb.tier.tier) ? manual : climb.tier.tier;
  }

  private note(at: number, cause: Cause): void {
    const tier = this.tierAt(at);
    const last = this.spells.at(-1);
    if ((last?.tier ?? null) === tier) return;
    this.spells.push({ tier, from: at, cause });
  }
}

/** By time; what takes something back comes after what there is to take. */
function inTime(a: Purchase, b: Purchase): number {
  if (a.at !== b.at) return a.at - b.at;
  if ((a.reversalOf === null) !== (b.reversalOf === null)) return a.reversalOf === null ? -1 : 1;
  return a.source < b.source ? -1 : 1;
}

/** What a purchase counts in a scheme, in ten-thousandths; `isGone`: it was taken back whole. */
function countsFor(scheme: Scheme, { currency }: Purchase, value: bigint, points: number, isGone = false): bigint {
  if (scheme.basis === 'POINTS') return BigInt(points) * ONE;
  if (scheme.basis === 'ORDERS') return isGone ? 0n : ONE;
  return currency === scheme.currency ? value : 0n;
}
