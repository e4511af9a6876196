/** The catalogue of rewards. */
import { label, t } from '@guanxi/core';
import { LoyaltyTier } from '../members/enums.ts';
import { p } from '../plugin.ts';
import { LoyaltyReward } from './entities.ts';
import { endsBeforeStart } from './events.ts';

export const defineReward = p.command('defineReward', {
  label: label('Define a reward', '新建奖品'),
  permission: 'loyalty:manage',
  input: {
    name: t.text(200),
    description: t.optional(t.text(5_000)),
    /** In points. */
    price: t.int({ min: 1 }),
    /** Absent: as many as anybody wants. */
    stock: t.optional(t.int({ min: 0 })),
    /** Absent: from now on. */
    availableFrom: t.optional(t.instant()),
    availableUntil: t.optional(t.instant()),
    tiers: t.optional(t.list(t.enum(LoyaltyTier), { max: 20 })),
  },
  output: { reward: t.ref(LoyaltyReward) },
  async run(tx, { name, description = null, price, stock = null, availableFrom = tx.now, availableUntil = null, tiers = [] }) {
    if (availableUntil !== null && availableUntil <= availableFrom) throw endsBeforeStart({}, 'availableUntil');
    return { reward: await tx.insert(LoyaltyReward, { name, description, price, stock, availableFrom, availableUntil, tiers }) };
  },
});

/** What is reserved keeps its price. */
export const updateReward = p.command('updateReward', {
  label: label('Change a reward', '修改奖品'),
  permission: 'loyalty:manage',
  input: {
    reward: t.id(LoyaltyReward, { subject: true, lock: true }),
    set: t.patch(LoyaltyReward, ['name', 'description', 'price', 'stock', 'availableFrom', 'availableUntil', 'tiers']),
  },
  output: { reward: t.ref(LoyaltyReward) },
  async run(tx, { reward, set }) {
    const known = await tx.lock(LoyaltyReward, reward);
    const { availableFrom, availableUntil } = { ...known, ...set };
    if (availableUntil && availableUntil <= availableFrom) throw endsBeforeStart({}, 'set.availableUntil');
    await tx.update(LoyaltyReward, reward, set);
    return { reward };
  },
});
