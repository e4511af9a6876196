/** Rules are defined, put in force and ended; none is changed once it is in force, and none earns for the past unawares (LOY-01). */
import { label, t } from '@guanxi/core';
import type { LoyaltyTx } from '../common.ts';
import { LoyaltyTier } from '../members/enums.ts';
import { p } from '../plugin.ts';
import { recalculateLoyalty } from '../tiers/review.ts';
import { LoyaltyRule } from './entities.ts';
import { CapPeriod, RuleKind } from './enums.ts';
import { capIncomplete, ruleEndsBeforeStart, ruleGivesNothing, ruleInPast, ruleNotActive, ruleNotDraft } from './events.ts';
import { unitsOf } from './units.ts';

const words = () => t.optional(t.list(t.text(100), { max: 1_000 }));
const retroactive = () => t.optional(t.bool());

/** @example { name: 'One point a yuan', kind: BASE, rate: "1", currency: "CNY", validFrom: "2026-01-01T00:00:00+08:00" } */
export const defineEarningRule = p.command('defineEarningRule', {
  label: label('Define a rule of earning', '新建积分规则'),
  permission: 'loyalty:manage',
  input: {
    name: t.text(200),
    kind: t.enum(RuleKind),
    /** Points for a unit of `currency`; or `points` for a purchase. */
    rate: t.optional(t.decimal()),
    currency: t.optional(t.currency()),
    points: t.optional(t.int({ min: 1, max: 10_000_000 })),
    validFrom: t.instant(),
    validUntil: t.optional(t.instant()),
    channels: words(),
    products: words(),
    tiers: t.optional(t.list(t.enum(LoyaltyTier), { max: 20 })),
    minAmount: t.optional(t.decimal()),
    capPoints: t.optional(t.int({ min: 1 })),
    capPer: t.optional(t.enum(CapPeriod)),
  },
  output: { rule: t.ref(LoyaltyRule) },
  async run(
    tx,
    { rate = null, currency = null, points = null, validUntil = null, minAmount = null, capPoints = null, capPer = null, ...rule },
  ) {
    const isByAmount = rate !== null && currency !== null && points === null && unitsOf(rate) > 0n;
    const isByPurchase = rate === null && currency === null && points !== null;
    if (!isByAmount && !isByPurchase) throw ruleGivesNothing({}, points === null ? 'rate' : 'points');
    if ((capPoints === null) !== (capPer === null)) throw capIncomplete({}, 'capPoints');
    if (validUntil !== null) refuseEarlyEnd(rule.validFrom, validUntil, 'validUntil');
    const { channels = [], products = [], tiers = [], ...rest } = rule;
    const given = { rate, currency, points, validUntil, minAmount, capPoints, capPer, channels, products, tiers };
    return { rule: await tx.insert(LoyaltyRule, { ...rest, ...given }) };
  },
});

function refuseEarlyEnd(from: Date, until: Date, path: string): void {
  if (until <= from) throw ruleEndsBeforeStart({ from: from.toISOString(), until: until.toISOString() }, path);
}

/** What concerns the past changes what was earned: everybody's story is told again. */
async function since(tx: LoyaltyTx, at: Date, isMeant: boolean | undefined, path: string): Promise<void> {
  if (at >= tx.now) return;
  if (!isMeant) throw ruleInPast({ at: at.toISOString() }, path);
  await tx.system.run(recalculateLoyalty, {});
}

export const activateEarningRule = p.command('activateEarningRule', {
  label: label('Put a rule of earning in force', '启用积分规则'),
  permission: 'loyalty:manage',
  input: {
    rule: t.id(LoyaltyRule, { subject: true, lock: true }),
    /** It is meant that purchases of the past earn by it too. */
    retroactive: retroactive(),
  },
  output: { rule: t.ref(LoyaltyRule) },
  async run(tx, { rule, retroactive: isMeant }) {
    const { state, validFrom } = await tx.lock(LoyaltyRule, rule);
    if (state !== 'DRAFT') throw ruleNotDraft({ state }, 'rule');
    await tx.update(LoyaltyRule, rule, { state: 'ACTIVE' });
    await since(tx, validFrom, isMeant, 'rule');
    return { rule };
  },
});

export const endEarningRule = p.command('endEarningRule', {
  label: label('End a rule of earning', '终止积分规则'),
  permission: 'loyalty:manage',
  input: {
    rule: t.id(LoyaltyRule, { subject: true, lock: true }),
    /** Absent: now. */
    at: t.optional(t.instant()),
    /** It is meant that what was bought since does not earn by it. */
    retroactive: retroactive(),
  },
  output: { rule: t.ref(LoyaltyRule) },
  async run(tx, { rule, at = tx.now, retroactive: isMeant }) {
    const { state, validFrom } = await tx.lock(LoyaltyRule, rule);
    if (state !== 'ACTIVE') throw ruleNotActive({ state }, 'rule');
    refuseEarlyEnd(validFrom, at, 'at');
    await tx.update(LoyaltyRule, rule, { validUntil: at });
    await since(tx, at, isMeant, 'at');
    return { rule };
  },
});

/** As if it had never been; a draft is only put away. */
export const withdrawEarningRule = p.command('withdrawEarningRule', {
  label: label('Withdraw a rule of earning', '撤销积分规则'),
  permission: 'loyalty:manage',
  input: { rule: t.id(LoyaltyRule, { subject: true, lock: true }), retroactive: retroactive() },
  output: { rule: t.ref(LoyaltyRule) },
  async run(tx, { rule, retroactive: isMeant }) {
    const { state, validFrom } = await tx.lock(LoyaltyRule, rule);
    await tx.update(LoyaltyRule, rule, { state: 'WITHDRAWN' });
    if (state === 'ACTIVE') await since(tx, validFrom, isMeant, 'rule');
    return { rule };
  },
});
