/** What a member can be. */
import { enumType, label, openEnum } from '@guanxi/core';

/** Names of tiers, which schemes put in order and give thresholds; other plugins add their own. */
export const LoyaltyTier = openEnum('LoyaltyTier', {
  BASIC: label('Basic', '普通会员'),
  SILVER: label('Silver', '银卡会员'),
  GOLD: label('Gold', '金卡会员'),
  PLATINUM: label('Platinum', '白金会员'),
  DIAMOND: label('Diamond', '钻石会员'),
});

export const AccountStatus = enumType('LoyaltyAccountStatus', {
  ACTIVE: label('Active', '有效'),
  /** The customer was merged into another, who has the points now. */
  MERGED: label('Merged', '已合并'),
});
