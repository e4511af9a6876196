/** Points are put right by hand, never without a reason (LOY-01). */
import { type Id, label, t } from '@guanxi/core';
import { openAccount } from '../members/accounts.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { p } from '../plugin.ts';
import { Books } from './books.ts';
import { LoyaltyEntry } from './entities.ts';
import { adjustNothing } from './events.ts';
import { expiryOf } from './expiry.ts';
import { spend } from './spend.ts';

export const adjustPoints = p.command('adjustPoints', {
  label: label('Adjust points', '调整积分'),
  permission: 'loyalty:adjust',
  input: {
    account: t.id(LoyaltyAccount, { subject: true, lock: true }),
    /** More, or less where it is negative; no less than there are. */
    points: t.int({ min: -10_000_000, max: 10_000_000 }),
    reason: t.text(500),
  },
  output: { account: t.ref(LoyaltyAccount), entry: t.ref(LoyaltyEntry) },
  async run(tx, { account, points, reason }) {
    if (points === 0) throw adjustNothing({}, 'points');
    const row = await openAccount(tx, account, 'account');
    const books = await Books.open(tx, [row]);
    const purse = books.purse(row.customerId);
    const expiresAt = expiryOf(tx.now, tx.settings.pointsLastMonths, tx.zone);
    const { lines } =
      points > 0 ? purse.credit('ADJUSTED', { points, earnedAt: tx.now, expiresAt }) : spend(purse, 'ADJUSTED', -points, tx.now, 'points');
    const entry = books.enter(row.customerId, { kind: 'ADJUST', reason }, lines) as Id<'LoyaltyEntry'>;
    await books.close();
    return { account, entry };
  },
});
