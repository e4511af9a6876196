/**
 * The books of a transaction: the purses of some members, read once and locked, and the entries made of what becomes of them. `close` writes
 * all of it; nothing else writes to the ledger.
 */
import { type Id, type Row, select, sql } from '@guanxi/core';
import { groupBy, type LoyaltyTx } from '../common.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { LoyaltyEntry, LoyaltyLot, LoyaltyPosting } from './entities.ts';
import { PointsChanged } from './events.ts';
import { lotFields } from './fields.ts';
import { type Lot, type Posting, Purse } from './purse.ts';

type Customer = Id<'Customer'>;
export type NewEntry = Pick<Row<LoyaltyEntry>, 'kind'> & Partial<Pick<Row<LoyaltyEntry>, 'reason' | 'key' | 'factId' | 'counterId'>>;

const wanted = select(lotFields, {
  customerId: true,
  book: true,
  points: true,
  remaining: true,
  expired: true,
  earnedAt: true,
  expiresAt: true,
});
const isMembers = ({ book }: Posting): boolean => book === 'MEMBER' || book === 'DEBT';

export class Books {
  private readonly tx: LoyaltyTx;
  private readonly accounts: ReadonlyMap<Customer, Row<LoyaltyAccount>>;
  private readonly purses: ReadonlyMap<Customer, Purse>;
  private readonly entries: (LoyaltyEntry['insert'] & { id: Id<'LoyaltyEntry'> })[] = [];
  private readonly postings: LoyaltyPosting['insert'][] = [];

  private constructor(tx: LoyaltyTx, accounts: readonly Row<LoyaltyAccount>[], purses: ReadonlyMap<Customer, Purse>) {
    this.tx = tx;
    this.accounts = new Map(accounts.map((account) => [account.customerId, account]));
    this.purses = purses;
  }

  /** `accounts` are locked; `emptied` names lots that are wanted though nothing may be left of them. */
  static async open(tx: LoyaltyTx, accounts: readonly Row<LoyaltyAccount>[], emptied: readonly Id<'LoyaltyLot'>[] = []): Promise<Books> {
    const customers = accounts.map((account) => account.customerId);
    const lots = await tx.system.read(wanted, {
      where: (l) => sql`${l.customerId} = any(${customers}::uuid[]) and (${l.remaining} <> 0 or ${l.id} = any(${emptied}::uuid[]))`,
    });
    const byCustomer = groupBy(lots, (lot) => lot.customerId);
    const newId = () => tx.newId(LoyaltyLot);
    return new Books(tx, accounts, new Map(customers.map((c) => [c, new Purse((byCustomer.get(c) ?? []) as readonly Lot[], newId)])));
  }

  purse(customer: Customer): Purse {
    return this.purses.get(customer) as Purse;
  }

  /** @returns the entry's id; null for lines that are none. */
  enter(customerId: Customer, entry: NewEntry, lines: readonly Posting[]): Id<'LoyaltyEntry'> | null {
    if (lines.length === 0) return null;
    const id = this.tx.newId(LoyaltyEntry);
    const points = lines.filter(isMembers).reduce((sum, line) => sum + line.points, 0);
    this.entries.push({ ...entry, id, customerId, points, at: this.tx.now });
    this.postings.push(...lines.map((line) => ({ ...line, entryId: id })));
    return id;
  }

  async close(): Promise<void> {
    const { tx } = this;
    const lots = [...this.purses].flatMap(([customerId, purse]) =>
      purse.changes().map((lot) => ({ customerId, lot, isNew: purse.isNew(lot) })),
    );
    await tx.insert(
      LoyaltyLot,
      lots.flatMap(({ customerId, lot, isNew }) => (isNew ? [{ ...lot, customerId }] : [])),
    );
    for (const { lot, isNew } of lots) {
      if (!isNew) await tx.update(LoyaltyLot, lot.id, { points: lot.points, remaining: lot.remaining, expired: lot.expired });
    }
    await tx.insert(LoyaltyEntry, this.entries);
    await tx.insert(LoyaltyPosting, this.postings);
    for (const [customerId, purse] of this.purses) {
      const { id, points, debt } = this.accounts.get(customerId) as Row<LoyaltyAccount>;
      if (points === purse.points && debt === purse.debt) continue;
      await tx.update(LoyaltyAccount, id, { points: purse.points, debt: purse.debt });
      await tx.emit(PointsChanged, { subject: id, customerId });
    }
  }
}
