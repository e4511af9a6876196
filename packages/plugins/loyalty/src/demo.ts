/** A programme to begin with: who spends climbs, gold earns half as much again, and there is something to be had for points. */
import { decimalOf } from '@guanxi/core';
import { defineBenefit } from './benefits/commands.ts';
import type { LoyaltyTx } from './common.ts';
import { activateEarningRule, defineEarningRule } from './earning/commands.ts';
import { defineReward } from './rewards/reward-commands.ts';
import { activateTierScheme, defineTierScheme } from './tiers/scheme-commands.ts';

export async function demo(tx: LoyaltyTx): Promise<void> {
  const { currency } = tx;
  const { scheme } = await tx.run(defineTierScheme, {
    name: '会员俱乐部',
    basis: 'SPEND',
    currency,
    period: 'CALENDAR_YEAR',
    graceDays: 30,
    softLanding: true,
    tiers: [
      { tier: 'BASIC', entry: decimalOf('0') },
      { tier: 'SILVER', entry: decimalOf('5000'), keep: decimalOf('4000') },
      { tier: 'GOLD', entry: decimalOf('20000'), keep: decimalOf('15000') },
    ],
  });
  await tx.run(activateTierScheme, { scheme });
  for (const rule of [
    { name: '消费积分', kind: 'BASE', rate: decimalOf('1'), currency, validFrom: tx.now },
    { name: '金卡加赠', kind: 'BONUS', rate: decimalOf('0.5'), currency, validFrom: tx.now, tiers: ['GOLD'] },
  ] as const) {
    const made = await tx.run(defineEarningRule, { ...rule, tiers: 'tiers' in rule ? [...rule.tiers] : [] });
    await tx.run(activateEarningRule, { rule: made.rule });
  }
  await tx.run(defineReward, { name: '龙井茶礼盒', price: 2_000, stock: 50 });
  await tx.run(defineReward, { name: '展会贵宾票', price: 5_000, stock: 20, tiers: ['SILVER', 'GOLD'] });
  await tx.run(defineBenefit, { name: '金卡九折', kind: 'DISCOUNT', percent: decimalOf('10'), tiers: ['GOLD'] });
}
