import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { benefits, benefitUses } from './tables.ts';

export interface LoyaltyBenefit extends EntityOf<'LoyaltyBenefit', typeof benefits> {}
export const LoyaltyBenefit: Entity<LoyaltyBenefit> = p.entity('LoyaltyBenefit', {
  table: benefits,
  idPrefix: 'lbe',
  label: label('Benefit', '会员权益'),
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  sealed: true,
  read: 'loyalty:read',
});

export interface LoyaltyBenefitUse extends EntityOf<'LoyaltyBenefitUse', typeof benefitUses> {}
export const LoyaltyBenefitUse: Entity<LoyaltyBenefitUse> = p.entity('LoyaltyBenefitUse', {
  table: benefitUses,
  idPrefix: 'lbu',
  label: label('Benefit that was had', '权益使用记录'),
  orderBy: { column: 'at', direction: 'DESC' },
  mutable: false,
  sealed: true,
  read: through('customerId', 'loyalty:read'),
});
