/** Benefits are defined, and had. Whoever prices orders (SALES-08) asks the api for what is granted, and says by `useBenefits` what it took. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { Customer, factFields } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
import { decimalOfUnits } from '../earning/units.ts';
import { LoyaltyTier } from '../members/enums.ts';
import { p } from '../plugin.ts';
import { LoyaltyBenefit, LoyaltyBenefitUse } from './entities.ts';
import { BenefitKind, BenefitPeriod } from './enums.ts';
import { BenefitUsed, benefitIncomplete, benefitSpan, benefitUsedUp, notEntitled, orderClosed, stackingRefused } from './events.ts';
import { benefitsFor } from './judged.ts';
import type { Judged } from './rules.ts';

export const defineBenefit = p.command('defineBenefit', {
  label: label('Define a benefit', '新建会员权益'),
  permission: 'loyalty:manage',
  input: {
    name: t.text(200),
    kind: t.enum(BenefitKind),
    percent: t.optional(t.decimal()),
    uses: t.optional(t.int({ min: 1 })),
    usesPer: t.optional(t.enum(BenefitPeriod)),
    tiers: t.optional(t.list(t.enum(LoyaltyTier), { max: 20 })),
    /** Who spent so much, or ordered so often, in the `months` before. */
    minSpend: t.optional(t.money()),
    minOrders: t.optional(t.int({ min: 1 })),
    months: t.optional(t.int({ min: 1, max: 120 })),
    /** Absent: from now on. */
    validFrom: t.optional(t.instant()),
    validUntil: t.optional(t.instant()),
  },
  output: { benefit: t.ref(LoyaltyBenefit) },
  async run(tx, { minSpend, validFrom = tx.now, ...given }) {
    const { percent = null, uses = null, usesPer = null, minOrders = null, months = null, validUntil = null, tiers = [] } = given;
    if ((given.kind === 'DISCOUNT') !== (percent !== null)) throw benefitIncomplete({}, 'percent');
    if (percent !== null && !(Number(percent) > 0 && Number(percent) <= 100)) throw benefitIncomplete({}, 'percent');
    if ((uses === null) !== (usesPer === null)) throw benefitIncomplete({}, 'uses');
    if ((months === null) !== (minSpend === undefined && minOrders === null)) throw benefitIncomplete({}, 'months');
    if (validUntil !== null && validUntil <= validFrom) throw benefitSpan({}, 'validUntil');
    const record = { minSpend: minSpend?.amount ?? null, currency: minSpend?.currency ?? null, minOrders, months };
    const { name, kind } = given;
    return { benefit: await tx.insert(LoyaltyBenefit, { name, kind, percent, uses, usesPer, tiers, ...record, validFrom, validUntil }) };
  },
});

/** From now on it is not granted; what was had stays had. */
export const endBenefit = p.command('endBenefit', {
  label: label('End a benefit', '终止会员权益'),
  permission: 'loyalty:manage',
  input: { benefit: t.id(LoyaltyBenefit, { subject: true, lock: true }) },
  output: { benefit: t.ref(LoyaltyBenefit) },
  async run(tx, { benefit }) {
    const { validFrom } = await tx.lock(LoyaltyBenefit, benefit);
    if (tx.now <= validFrom) throw benefitSpan({}, 'benefit');
    await tx.update(LoyaltyBenefit, benefit, { validUntil: tx.now });
    return { benefit };
  },
});

export const useBenefits = p.command('useBenefits', {
  label: label('Have benefits', '使用会员权益'),
  permission: 'loyalty:redeem',
  input: {
    customer: t.id(Customer, { lock: true }),
    benefits: t.list(t.id(LoyaltyBenefit), { min: 1, max: 20 }),
    orderRef: t.optional(t.text(100)),
    /** What whoever keeps orders knows of it. An order of which a transaction fact is recorded is closed in any case. */
    isOrderClosed: t.optional(t.bool()),
  },
  output: { uses: t.list(t.ref(LoyaltyBenefitUse)) },
  async run(tx, { customer, benefits, orderRef = null, isOrderClosed = false }) {
    if (orderRef !== null && (isOrderClosed || (await isClosed(tx, customer, orderRef))))
      throw orderClosed({ order: orderRef }, 'orderRef');
    const judged = new Map((await benefitsFor(tx, customer, orderRef, benefits)).map((one) => [one.benefit.id, one]));
    const granted = benefits.map((id, i) => allowed(tx, judged.get(id), `benefits.${i}`));
    const uses = await tx.insert(
      LoyaltyBenefitUse,
      granted.map(({ benefit: { id, kind, percent } }) => ({
        customerId: customer,
        benefitId: id,
        orderRef,
        percent: kind === 'DISCOUNT' ? decimalOfUnits(percent) : null,
        at: tx.now,
      })),
    );
    for (const [i, subject] of uses.entries())
      await tx.emit(BenefitUsed, { subject, customerId: customer, benefitId: benefits[i] as Id<'LoyaltyBenefit'> });
    return { uses: [...uses] };
  },
});

function allowed(tx: LoyaltyTx, judged: Judged | undefined, path: string): Judged {
  if (!judged) throw notEntitled({}, path);
  const { name } = judged.benefit;
  if (judged.refused === 'USED_UP') throw benefitUsedUp({ benefit: name }, path);
  const { most, discountPercent } = tx.settings.stacking;
  if (judged.refused === 'STACKING') throw stackingRefused({ benefit: name, most, percent: discountPercent }, path);
  return judged;
}

async function isClosed(tx: LoyaltyTx, customer: Id<'Customer'>, orderRef: string): Promise<boolean> {
  const facts = await tx.system.read(select(factFields, {}), {
    where: (f) => sql`${f.orderRef} = ${orderRef} and ${f.customerId} = ${customer}`,
    limit: 1,
  });
  return facts.length > 0;
}
