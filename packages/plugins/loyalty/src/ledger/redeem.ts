/** Points are spent, first expiring first. */
import { type Id, label, t } from '@guanxi/core';
import { openAccount } from '../members/accounts.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { p } from '../plugin.ts';
import { Books } from './books.ts';
import { LoyaltyEntry } from './entities.ts';
import { spend } from './spend.ts';

/** @example mutation { redeemPoints(input: { account: "lac_…", points: 500, reason: "Voucher" }) { remaining } } */
export const redeemPoints = p.command('redeemPoints', {
  label: label('Redeem points', '兑换积分'),
  permission: 'loyalty:redeem',
  input: {
    account: t.id(LoyaltyAccount, { subject: true, lock: true }),
    points: t.int({ min: 1 }),
    /** What for. */
    reason: t.optional(t.text(500)),
  },
  output: { account: t.ref(LoyaltyAccount), entry: t.ref(LoyaltyEntry), remaining: t.int() },
  async run(tx, { account, points, reason }) {
    const row = await openAccount(tx, account, 'account');
    const books = await Books.open(tx, [row]);
    const purse = books.purse(row.customerId);
    const { lines } = spend(purse, 'REDEEMED', points, tx.now, 'points');
    const entry = books.enter(row.customerId, { kind: 'REDEEM', reason: reason ?? null }, lines) as Id<'LoyaltyEntry'>;
    await books.close();
    return { account, entry, remaining: purse.available(tx.now) };
  },
});
