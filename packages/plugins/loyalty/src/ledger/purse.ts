/**
 * What one member has: lots, and what may become of them. Pure. Every movement answers the lines of an entry, which come to nothing together;
 * what is left of the lots is kept as the lines say. Points that are taken back after they were spent become a debt, a lot below nothing,
 * which whatever comes in next pays first: so the balance is never negative and nothing is forgiven.
 */
import type { Id } from '@guanxi/core';

export type HouseBook = 'ISSUED' | 'HELD' | 'REDEEMED' | 'EXPIRED' | 'ADJUSTED' | 'TRANSFERRED';

export interface Lot {
  readonly id: Id<'LoyaltyLot'>;
  readonly book: 'MEMBER' | 'DEBT';
  readonly points: number;
  readonly remaining: number;
  /** What of it was written off. */
  readonly expired: number;
  readonly earnedAt: Date;
  readonly expiresAt: Date | null;
}
export interface Posting {
  readonly book: 'MEMBER' | 'DEBT' | HouseBook;
  readonly lotId: Id<'LoyaltyLot'> | null;
  readonly points: number;
}
/** Some of a lot. */
export interface Part {
  readonly lot: Lot;
  readonly points: number;
}
export interface Incoming {
  readonly points: number;
  readonly earnedAt: Date;
  readonly expiresAt: Date | null;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const time = (at: Date | null): number => at?.getTime() ?? Number.POSITIVE_INFINITY;
export const isExpired = ({ expiresAt }: Pick<Lot, 'expiresAt'>, now: Date): boolean => time(expiresAt) <= now.getTime();

/** First expiring first; of equals the older. */
function inOrder(a: Lot, b: Lot): number {
  for (const key of ['expiresAt', 'earnedAt'] as const) {
    const [x, y] = [time(a[key]), time(b[key])];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a.id < b.id ? -1 : 1;
}

export class Purse {
  private readonly lots: Map<string, Lot>;
  private readonly found: ReadonlyMap<string, Lot>;
  private readonly newId: () => Id<'LoyaltyLot'>;

  constructor(lots: readonly Lot[], newId: () => Id<'LoyaltyLot'>) {
    this.found = new Map(lots.map((lot) => [lot.id, lot]));
    this.lots = new Map(this.found);
    this.newId = newId;
  }

  /** What is there, expired lots that are not yet written off among it. */
  get points(): number {
    return sum(this.of('MEMBER').map((lot) => lot.remaining));
  }
  get debt(): number {
    return 0 - sum(this.of('DEBT').map((lot) => lot.remaining));
  }
  available(now: Date): number {
    return sum(this.spendable(now).map((lot) => lot.remaining));
  }
  /** Lots that were made or changed since. */
  changes(): readonly Lot[] {
    return [...this.lots.values()].filter((lot) => lot !== this.found.get(lot.id));
  }
  isNew(lot: Lot): boolean {
    return !this.found.has(lot.id);
  }

  /** Points come in: into a lot of their own, or more of one that is there. What is owed is paid from them. */
  credit(
    from: HouseBook,
    incoming: Incoming,
    into?: Id<'LoyaltyLot'>,
  ): { readonly lot: Id<'LoyaltyLot'>; readonly lines: readonly Posting[] } {
    const { points, earnedAt, expiresAt } = incoming;
    const known = into && this.lots.get(into);
    const lot: Lot = known ?? { id: this.newId(), book: 'MEMBER', points: 0, remaining: 0, expired: 0, earnedAt, expiresAt };
    this.put({ ...lot, points: lot.points + points, remaining: lot.remaining + points });
    const paid = this.pay(lot.id);
    return { lot: lot.id, lines: [{ book: from, lotId: null, points: -points }, line(lot, points), ...paid] };
  }

  /** Points go, first expiring first, out of what has not expired; null where that is too little. */
  spend(to: HouseBook, points: number, now: Date): { readonly parts: readonly Part[]; readonly lines: readonly Posting[] } | null {
    if (this.available(now) < points) return null;
    const parts = this.draw(this.spendable(now), points);
    return { parts, lines: [...parts.map(taken), { book: to, lotId: null, points }] };
  }

  /**
   * Points are taken back that came in wrongly: out of the lot they came into, what expired there unspent among it, then out of the others, and
   * what is nowhere any more becomes a debt. The lot is then as small as if they had never come.
   */
  takeBack(to: HouseBook, points: number, from: Id<'LoyaltyLot'> | null, now: Date): readonly Posting[] {
    const own = from === null ? undefined : this.lots.get(from);
    const first = own ? this.draw([own], Math.min(points, own.remaining)) : [];
    const drawn = sum(first.map((part) => part.points));
    const revived = Math.min(points - drawn, own?.expired ?? 0);
    if (own) this.shrink(own.id, drawn, revived);
    const open = points - drawn - revived;
    const rest = this.draw(this.spendable(now), Math.min(open, this.available(now)));
    const owed = open - sum(rest.map((part) => part.points));
    const lines = [...[...first, ...rest].map(taken), ...this.owe(owed, now)];
    if (revived > 0) lines.push({ book: 'EXPIRED', lotId: null, points: -revived });
    return [...lines, { book: to, lotId: null, points }];
  }

  /** What has expired is written off. */
  expire(now: Date): readonly Posting[] {
    const over = this.of('MEMBER').filter((lot) => lot.remaining > 0 && isExpired(lot, now));
    const parts = over.sort(inOrder).map((lot) => ({ lot, points: lot.remaining }));
    for (const { lot, points } of parts) this.put({ ...lot, remaining: 0, expired: lot.expired + points });
    const points = sum(parts.map((part) => part.points));
    return points === 0 ? [] : [...parts.map(taken), { book: 'EXPIRED', lotId: null, points }];
  }

  /** Parts of lots that were drawn come back with the time they had: into the lots, or a new one where the lot is somebody else's by now. */
  giveBack(from: HouseBook, parts: readonly (Incoming & { readonly lotId: Id<'LoyaltyLot'> })[]): readonly Posting[] {
    const lines = parts.flatMap(({ lotId, points, earnedAt, expiresAt }) => {
      const known = this.lots.get(lotId);
      const lot: Lot = known ?? { id: this.newId(), book: 'MEMBER', points, remaining: 0, expired: 0, earnedAt, expiresAt };
      this.put({ ...lot, remaining: lot.remaining + points });
      return [line(lot, points), ...this.pay(lot.id)];
    });
    return [{ book: from, lotId: null, points: -sum(parts.map((part) => part.points)) }, ...lines];
  }

  private of(book: Lot['book']): Lot[] {
    return [...this.lots.values()].filter((lot) => lot.book === book);
  }
  private spendable(now: Date): Lot[] {
    return this.of('MEMBER')
      .filter((lot) => lot.remaining > 0 && !isExpired(lot, now))
      .sort(inOrder);
  }
  private put(lot: Lot): void {
    this.lots.set(lot.id, lot);
  }

  private draw(from: readonly Lot[], points: number): readonly Part[] {
    let open = points;
    const parts: Part[] = [];
    for (const lot of from) {
      const some = Math.min(open, lot.remaining);
      if (some <= 0) continue;
      open -= some;
      this.put({ ...lot, remaining: lot.remaining - some });
      parts.push({ lot, points: some });
    }
    return parts;
  }
  private shrink(id: Id<'LoyaltyLot'>, drawn: number, revived: number): void {
    const lot = this.lots.get(id) as Lot;
    if (drawn + revived > 0) this.put({ ...lot, points: lot.points - drawn - revived, expired: lot.expired - revived });
  }
  private owe(points: number, now: Date): readonly Posting[] {
    if (points === 0) return [];
    const lot: Lot = { id: this.newId(), book: 'DEBT', points: -points, remaining: -points, expired: 0, earnedAt: now, expiresAt: null };
    this.put(lot);
    return [line(lot, -points)];
  }
  /** Debts are paid out of a lot, the oldest first. */
  private pay(from: Id<'LoyaltyLot'>): readonly Posting[] {
    const lines: Posting[] = [];
    for (const debt of this.of('DEBT').sort(inOrder)) {
      const lot = this.lots.get(from) as Lot;
      const some = Math.min(lot.remaining, -debt.remaining);
      if (some === 0) continue;
      this.put({ ...lot, remaining: lot.remaining - some });
      this.put({ ...debt, remaining: debt.remaining + some });
      lines.push(line(lot, -some), line(debt, some));
    }
    return lines;
  }
}

const line = (lot: Lot, points: number): Posting => ({ book: lot.book, lotId: lot.id, points });
const taken = ({ lot, points }: Part): Posting => line(lot, -points);
