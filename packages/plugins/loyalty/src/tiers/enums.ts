/** How tier schemes are made, and why a tier is what it is. */
import { enumType, label } from '@guanxi/core';

export const SchemeState = enumType('LoyaltySchemeState', {
  DRAFT: label('Draft', '草稿'),
  ACTIVE: label('Active', '生效'),
  /** Nobody is enrolled in it any more; who is stays. */
  RETIRED: label('Retired', '停用'),
});
export const TierBasis = enumType('LoyaltyTierBasis', {
  POINTS: label('Points earned', '获得积分'),
  SPEND: label('Amount spent', '消费金额'),
  ORDERS: label('Number of orders', '订单数'),
});
export const QualificationPeriod = enumType('LoyaltyQualificationPeriod', {
  CALENDAR_YEAR: label('Calendar year', '自然年'),
  ANNIVERSARY: label('Year of membership', '会员年'),
  ROLLING: label('Rolling months', '滚动月数'),
});
export const TierCause = enumType('LoyaltyTierCause', {
  ENTRY: label('Enrolled', '入会'),
  UPGRADE: label('Reached', '达标升级'),
  DOWNGRADE: label('Not kept', '未达保级'),
  MANUAL: label('Given by hand', '人工授予'),
  MANUAL_ENDED: label('What was given by hand has ended', '人工等级到期'),
  LEFT: label('Left the scheme', '退出等级计划'),
});
