/** What a customer may have now, and which rule grants it. */
import { enumType, label, select, sql, t } from '@guanxi/core';
import { Customer, customerFields } from '@guanxi/core/crm';
import { decimalOfUnits } from '../earning/units.ts';
import { p } from '../plugin.ts';
import { LoyaltyBenefit } from './entities.ts';
import { BenefitRefusal } from './enums.ts';
import { benefitsFor } from './judged.ts';

const BenefitGround = enumType('LoyaltyBenefitGround', {
  TIER: label('By tier', '按等级'),
  RECORD: label('By record of transactions', '按交易记录'),
  MEMBERSHIP: label('Every member', '全体会员'),
});
const GrantedBenefit = t.object('GrantedBenefit', {
  /** The rule that grants it. */
  benefit: t.ref(LoyaltyBenefit),
  ground: t.enum(BenefitGround),
  percent: t.decimal(),
  /** How often it may still be had; null: without end. */
  left: t.nullable(t.int()),
  /** Why it may not be had now all the same. */
  refused: t.nullable(t.enum(BenefitRefusal)),
});

/** @example { memberBenefits(customer: "cus_…", orderRef: "SO-7") { benefit { name } percent refused } } */
export const memberBenefits = p.query('memberBenefits', {
  label: label('Benefits of a member', '会员可享权益'),
  permission: 'loyalty:read',
  input: { customer: t.id(Customer), orderRef: t.optional(t.text(100)) },
  output: t.list(GrantedBenefit),
  async run(scope, { customer, orderRef = null }) {
    const [seen] = await scope.read(select(customerFields, {}), { where: (c) => sql`${c.id} = ${customer}`, limit: 1 });
    if (!seen) return [];
    return (await benefitsFor(scope, customer, orderRef)).map(({ benefit, ground, left, refused }) => ({
      benefit: benefit.id,
      ground,
      percent: decimalOfUnits(benefit.percent),
      left,
      refused,
    }));
  },
});
