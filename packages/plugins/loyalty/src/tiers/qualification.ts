/** What counts towards a tier: purchases in the order of time, and what those in a window come to. Pure; amounts in ten-thousandths. */
import type { Id } from '@guanxi/core';
import { ONE } from '../earning/units.ts';

export interface Contribution {
  readonly fact: Id<'Fact'>;
  readonly at: number;
  /** What is one order counts once. */
  readonly order: string;
  readonly amount: bigint;
}

export class Qualification {
  private readonly all: Contribution[] = [];
  private readonly places = new Map<string, number>();
  private readonly orders = new Map<string, number>();
  private readonly counts: boolean;
  /** Where the window begins. */
  private head = 0;
  private sum = 0n;

  constructor(of: 'amounts' | 'orders') {
    this.counts = of === 'orders';
  }

  /** What those in the window come to. */
  get total(): bigint {
    return this.counts ? BigInt(this.orders.size) * ONE : this.sum;
  }

  add(contribution: Contribution): void {
    this.places.set(contribution.fact, this.all.length);
    this.all.push(contribution);
    this.weigh(contribution, 1);
  }

  /** Of a purchase that was taken back only so much counts, whenever it was. */
  become(fact: Id<'Fact'>, amount: bigint): void {
    const place = this.places.get(fact);
    const known = place === undefined ? undefined : this.all[place];
    if (place === undefined || !known) return;
    const now = { ...known, amount };
    this.all[place] = now;
    if (place < this.head) return;
    this.weigh(known, -1);
    this.weigh(now, 1);
  }

  /** What is older leaves the window. */
  begin(from: number): void {
    for (let next = this.all[this.head]; next && next.at < from; next = this.all[this.head]) {
      this.weigh(next, -1);
      this.head += 1;
    }
  }

  within(from: number, to: number): readonly Contribution[] {
    return this.all.filter(({ at, amount }) => at >= from && at < to && amount > 0n);
  }
  totalWithin(from: number, to: number): bigint {
    const some = this.within(from, to);
    return this.counts ? BigInt(new Set(some.map((c) => c.order)).size) * ONE : some.reduce((sum, c) => sum + c.amount, 0n);
  }

  private weigh({ order, amount }: Contribution, sign: 1 | -1): void {
    if (amount === 0n) return;
    this.sum += sign > 0 ? amount : -amount;
    const times = (this.orders.get(order) ?? 0) + sign;
    if (times === 0) this.orders.delete(order);
    else this.orders.set(order, times);
  }
}
