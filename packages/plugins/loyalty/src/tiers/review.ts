/** Tiers go by the clock too: what is due is looked at each hour. And everybody's story can be told again. */
import { type Id, type JobDefinition, label, select, sql, t } from '@guanxi/core';
import { settle } from '../earning/settle.ts';
import { LoyaltyAccount } from '../members/entities.ts';
import { accountFields } from '../members/fields.ts';
import { p } from '../plugin.ts';

/** Changes nothing for whom nothing is different; what is different is posted as adjustments. */
export const recalculateLoyalty = p.operation('recalculateLoyalty', {
  label: label('Recalculate points and tiers', '重新计算积分和等级'),
  permission: 'loyalty:manage',
  input: {
    /** Only those whose tier is due to be looked at by then. Absent: all members. */
    dueBy: t.optional(t.instant()),
  },
  batch: 100,
  async *items(scope, { dueBy }) {
    const accounts = await scope.system.read(select(accountFields, {}), {
      where: (a) => sql`${a.status} = 'ACTIVE' and ${dueBy ? sql`${a.reviewAt} <= ${dueBy}` : sql`true`}`,
    });
    for (const { id } of accounts) yield id;
  },
  async each(tx, accounts: readonly Id<'LoyaltyAccount'>[]) {
    const rows = await tx.lock(LoyaltyAccount, accounts);
    await settle(
      tx,
      rows.filter((row) => row.status === 'ACTIVE'),
    );
  },
});

export const reviewTiers: JobDefinition = p.job('reviewTiers', {
  label: label('Review tiers', '复核等级'),
  cron: '5 * * * *',
  zone: 'tenant',
  async run(tx, at) {
    const [due] = await tx.system.read(select(accountFields, {}), { where: (a) => sql`${a.reviewAt} <= ${at}`, limit: 1 });
    if (due) await tx.system.run(recalculateLoyalty, { dueBy: at });
  },
});
