/** Points go from one member to another, and expire when they would have expired. */
import { type Id, label, type Row, t } from '@guanxi/core';
import { LoyaltyAccount } from '../members/entities.ts';
import { memberMerged } from '../members/events.ts';
import { p } from '../plugin.ts';
import { Books } from './books.ts';
import { LoyaltyEntry } from './entities.ts';
import { transferToSelf } from './events.ts';
import { spend } from './spend.ts';

export const transferPoints = p.command('transferPoints', {
  label: label('Transfer points', '转让积分'),
  permission: 'loyalty:redeem',
  input: {
    from: t.id(LoyaltyAccount, { subject: true, lock: true }),
    to: t.id(LoyaltyAccount, { lock: true }),
    points: t.int({ min: 1 }),
    reason: t.optional(t.text(500)),
  },
  output: { from: t.ref(LoyaltyAccount), to: t.ref(LoyaltyAccount), entry: t.ref(LoyaltyEntry) },
  async run(tx, { from, to, points, reason = null }) {
    if (from === to) throw transferToSelf({}, 'to');
    const rows = await tx.lock(LoyaltyAccount, [from, to]);
    const giver = rows.find((row) => row.id === from) as Row<LoyaltyAccount>;
    const taker = rows.find((row) => row.id === to) as Row<LoyaltyAccount>;
    if (giver.status === 'MERGED') throw memberMerged({}, 'from');
    if (taker.status === 'MERGED') throw memberMerged({}, 'to');
    const books = await Books.open(tx, rows);
    const { parts, lines } = spend(books.purse(giver.customerId), 'TRANSFERRED', points, tx.now, 'points');
    const entry = books.enter(giver.customerId, { kind: 'TRANSFER', reason }, lines) as Id<'LoyaltyEntry'>;
    const purse = books.purse(taker.customerId);
    const arriving = parts.flatMap(
      ({ lot, points: some }) => purse.credit('TRANSFERRED', { points: some, earnedAt: lot.earnedAt, expiresAt: lot.expiresAt }).lines,
    );
    books.enter(taker.customerId, { kind: 'TRANSFER', reason, counterId: entry }, arriving);
    await books.close();
    return { from, to, entry };
  },
});
