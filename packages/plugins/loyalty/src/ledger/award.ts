/** Points given by hand or by another plugin. */
import { label, select, sql, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
import { accountFor } from '../members/accounts.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { p } from '../plugin.ts';
import { Books } from './books.ts';
import { LoyaltyEntry } from './entities.ts';
import { keyReused } from './events.ts';
import { expiryOf } from './expiry.ts';
import { entryFields } from './fields.ts';

/**
 * The customer becomes a member by it, where they are none. `key` is what the caller calls the award, such as the complaint it is for: told
 * again it is answered as before, and nothing is credited twice (LOY-01). Other points for the same key are refused (G8).
 * @example await tx.run(awardPoints, { customer, points: 200, reason: 'Suggestion taken up', key: `complaints:${complaint}` })
 */
export const awardPoints = p.command('awardPoints', {
  label: label('Award points', '奖励积分'),
  permission: 'loyalty:award',
  input: {
    customer: t.id(Customer, { lock: true }),
    points: t.int({ min: 1, max: 10_000_000 }),
    reason: t.text(500),
    key: t.text(200),
  },
  output: { account: t.ref(LoyaltyAccount), entry: t.ref(LoyaltyEntry) },
  async run(tx, { customer, points, reason, key }) {
    const account = await accountFor(tx, customer, 'customer');
    const known = await entryWithKey(tx, key);
    if (known) {
      if (known.customerId !== customer || known.points !== points) throw keyReused({ key }, 'key');
      return { account: account.id, entry: known.id };
    }
    const books = await Books.open(tx, [account]);
    const expiresAt = expiryOf(tx.now, tx.settings.pointsLastMonths, tx.zone);
    const { lines } = books.purse(customer).credit('ISSUED', { points, earnedAt: tx.now, expiresAt });
    const entry = books.enter(customer, { kind: 'EARN', reason, key }, lines) as LoyaltyEntry['row']['id'];
    await books.close();
    return { account: account.id, entry };
  },
});

async function entryWithKey(tx: LoyaltyTx, key: string) {
  const [known] = await tx.system.read(select(entryFields, { customerId: true, points: true }), {
    where: (e) => sql`${e.key} = ${key}`,
    limit: 1,
  });
  return known;
}
