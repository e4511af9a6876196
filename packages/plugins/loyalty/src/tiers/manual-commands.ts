/** A tier is given by hand: with an end and a reason, and only to lift (LOY-02). */
import { label, select, sql, t } from '@guanxi/core';
import type { LoyaltyTx } from '../common.ts';
import { settle } from '../earning/settle.ts';
import { accountsOf, openAccount } from '../members/accounts.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { LoyaltyTier } from '../members/enums.ts';
import { p } from '../plugin.ts';
import { LoyaltyManualTier } from './entities.ts';
import { manualNotHigher, manualWithoutEnd, tierNotInScheme } from './events.ts';
import { schemeTierFields } from './fields.ts';
import { schemeOf } from './scheme-of.ts';

export const grantTier = p.command('grantTier', {
  label: label('Give a tier by hand', '人工授予等级'),
  permission: 'loyalty:adjust',
  input: {
    account: t.id(LoyaltyAccount, { subject: true, lock: true }),
    tier: t.enum(LoyaltyTier),
    /** When it ends. There is no tier by hand for ever. */
    until: t.optional(t.instant()),
    reason: t.text(500),
  },
  output: { account: t.ref(LoyaltyAccount), manualTier: t.ref(LoyaltyManualTier) },
  async run(tx, { account, tier, until, reason }) {
    if (!until || until <= tx.now) throw manualWithoutEnd({}, 'until');
    const row = await openAccount(tx, account, 'account');
    await refuseNoLift(tx, row.customerId, row.tier, tier);
    const manualTier = await tx.insert(LoyaltyManualTier, { customerId: row.customerId, tier, startsAt: tx.now, endsAt: until, reason });
    await settle(tx, [row]);
    return { account, manualTier };
  },
});

async function refuseNoLift(tx: LoyaltyTx, customer: LoyaltyAccount['row']['customerId'], has: string | null, tier: string): Promise<void> {
  const scheme = await schemeOf(tx, customer);
  if (scheme === null) return;
  const tiers = await tx.system.read(select(schemeTierFields, { tier: true, rank: true }), {
    where: (s) => sql`${s.schemeId} = ${scheme}`,
  });
  const rank = (of: string | null): number => tiers.find((one) => one.tier === of)?.rank ?? -1;
  if (rank(tier) < 0) throw tierNotInScheme({ tier }, 'tier');
  if (has !== null && rank(tier) <= rank(has)) throw manualNotHigher({ has, tier }, 'tier');
}

export const endManualTier = p.command('endManualTier', {
  label: label('End a tier given by hand', '终止人工等级'),
  permission: 'loyalty:adjust',
  input: { manualTier: t.id(LoyaltyManualTier, { subject: true, lock: true }) },
  output: { manualTier: t.ref(LoyaltyManualTier) },
  async run(tx, { manualTier }) {
    const { customerId, endsAt } = await tx.lock(LoyaltyManualTier, manualTier);
    if (endsAt > tx.now) await tx.update(LoyaltyManualTier, manualTier, { endsAt: tx.now });
    await settle(tx, await accountsOf(tx, [customerId]));
    return { manualTier };
  },
});
