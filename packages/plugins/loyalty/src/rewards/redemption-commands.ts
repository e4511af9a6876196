/** A reward is reserved against points that are held, and then confirmed or cancelled; what nobody confirms is given back by the clock. */
import { type Id, label, type Row, select, sql, t } from '@guanxi/core';
import type { LoyaltyTx } from '../common.ts';
import { Books } from '../ledger/books.ts';
import { lotFields, postingFields } from '../ledger/fields.ts';
import { spend } from '../ledger/spend.ts';
import { accountFor, openAccount } from '../members/accounts.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { p } from '../plugin.ts';
import { LoyaltyRedemption, LoyaltyReward } from './entities.ts';
import { alreadyDecided, notAvailable, notForTier, outOfStock, RewardCancelled, RewardConfirmed, RewardReserved } from './events.ts';

const HOUR = 3_600_000;
const timer = (redemption: Id<'LoyaltyRedemption'>): string => `reservation:${redemption}`;

/** @example mutation { reserveReward(input: { account: "lac_…", reward: "lrw_…" }) { redemption { reservedUntil } } } */
export const reserveReward = p.command('reserveReward', {
  label: label('Reserve a reward', '预留奖品'),
  permission: 'loyalty:redeem',
  input: { account: t.id(LoyaltyAccount, { subject: true, lock: true }), reward: t.id(LoyaltyReward, { lock: true }) },
  output: { account: t.ref(LoyaltyAccount), redemption: t.ref(LoyaltyRedemption) },
  async run(tx, { account, reward }) {
    const row = await openAccount(tx, account, 'account');
    const { name, price, stock } = await available(tx, reward, row.tier);
    if (stock !== null) await tx.update(LoyaltyReward, reward, { stock: stock - 1 });
    const books = await Books.open(tx, [row]);
    const { lines } = spend(books.purse(row.customerId), 'HELD', price, tx.now, 'account');
    const entryId = books.enter(row.customerId, { kind: 'REDEEM', reason: name }, lines) as Id<'LoyaltyEntry'>;
    await books.close();
    const reservedUntil = new Date(tx.now.getTime() + tx.settings.reservationHours * HOUR);
    const made = { customerId: row.customerId, rewardId: reward, points: price, reservedUntil, entryId };
    const redemption = await tx.insert(LoyaltyRedemption, made);
    await tx.schedule(giveUpReservation, { redemption }, { at: reservedUntil, key: timer(redemption) });
    await tx.emit(RewardReserved, { subject: redemption, customerId: row.customerId });
    return { account, redemption };
  },
});

async function available(tx: LoyaltyTx, id: Id<'LoyaltyReward'>, tier: string | null): Promise<Row<LoyaltyReward>> {
  const reward = await tx.lock(LoyaltyReward, id);
  const { name, availableFrom: from, availableUntil: until } = reward;
  if (tx.now < from || (until !== null && tx.now >= until))
    throw notAvailable({ reward: name, from: from.toISOString(), until: until?.toISOString() ?? '—' }, 'reward');
  if (reward.tiers.length > 0 && !reward.tiers.some((one) => one === tier)) throw notForTier({ reward: name, tier: tier ?? '—' }, 'reward');
  if (reward.stock === 0) throw outOfStock({ reward: name }, 'reward');
  return reward;
}

const decision = { redemption: t.id(LoyaltyRedemption, { subject: true, lock: true }), reason: t.optional(t.text(500)) };

export const confirmRedemption = p.command('confirmRedemption', {
  label: label('Confirm a redemption', '确认兑换'),
  permission: 'loyalty:redeem',
  input: decision,
  output: { redemption: t.ref(LoyaltyRedemption) },
  async run(tx, { redemption, reason = null }) {
    const row = await undecided(tx, redemption);
    const books = await Books.open(tx, []);
    const entry = { kind: 'REDEEM', counterId: row.entryId, reason } as const;
    books.enter(row.customerId, entry, [
      { book: 'HELD', lotId: null, points: -row.points },
      { book: 'REDEEMED', lotId: null, points: row.points },
    ]);
    await books.close();
    await tx.update(LoyaltyRedemption, redemption, { state: 'CONFIRMED', decidedAt: tx.now, reason });
    await tx.cancel(timer(redemption));
    await tx.emit(RewardConfirmed, { subject: redemption, customerId: row.customerId });
    return { redemption };
  },
});

/** The points come back with the time they had: what has expired meanwhile expires. */
export const cancelRedemption = p.command('cancelRedemption', {
  label: label('Cancel a redemption', '取消兑换'),
  permission: 'loyalty:redeem',
  input: decision,
  output: { redemption: t.ref(LoyaltyRedemption) },
  async run(tx, { redemption, reason = null }) {
    await cancel(tx, await undecided(tx, redemption), reason);
    await tx.cancel(timer(redemption));
    return { redemption };
  },
});

/** What nobody has confirmed in time. */
export const giveUpReservation = p.command('giveUpReservation', {
  label: label('Give up a reservation', '释放预留奖品'),
  permission: 'loyalty:redeem',
  input: { redemption: t.id(LoyaltyRedemption, { subject: true, lock: true }) },
  async run(tx, { redemption }) {
    const row = await tx.lock(LoyaltyRedemption, redemption);
    if (row.state === 'RESERVED' && row.reservedUntil <= tx.now) await cancel(tx, row, 'EXPIRED');
  },
});

async function undecided(tx: LoyaltyTx, redemption: Id<'LoyaltyRedemption'>): Promise<Row<LoyaltyRedemption>> {
  const row = await tx.lock(LoyaltyRedemption, redemption);
  if (row.state !== 'RESERVED') throw alreadyDecided({ state: row.state }, 'redemption');
  return row;
}

async function cancel(tx: LoyaltyTx, row: Row<LoyaltyRedemption>, reason: string | null): Promise<void> {
  const { stock } = await tx.lock(LoyaltyReward, row.rewardId);
  if (stock !== null) await tx.update(LoyaltyReward, row.rewardId, { stock: stock + 1 });
  const account = await accountFor(tx, row.customerId, 'redemption');
  const parts = await partsOf(tx, row.entryId);
  const books = await Books.open(
    tx,
    [account],
    parts.map((part) => part.lotId),
  );
  const lines = books.purse(row.customerId).giveBack('HELD', parts);
  books.enter(row.customerId, { kind: 'REVERSE', counterId: row.entryId, reason }, lines);
  await books.close();
  await tx.update(LoyaltyRedemption, row.id, { state: 'CANCELLED', decidedAt: tx.now, reason });
  await tx.emit(RewardCancelled, { subject: row.id, customerId: row.customerId });
}

/** Which lots an entry took points from, and until when these would have lasted. */
async function partsOf(tx: LoyaltyTx, entry: Id<'LoyaltyEntry'>) {
  const lines = await tx.system.read(
    select(postingFields, { lotId: true, points: true, lot: select(lotFields, { earnedAt: true, expiresAt: true }) }),
    {
      where: (line) => sql`${line.entryId} = ${entry} and ${line.book} = 'MEMBER' and ${line.points} < 0`,
      orderBy: 'id',
      direction: 'ASC',
    },
  );
  return lines.flatMap(({ lotId, points, lot }) => (lotId && lot ? [{ lotId, points: -points, ...lot }] : []));
}
