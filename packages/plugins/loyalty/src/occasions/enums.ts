/** Days that matter to people, and what is done for them. */
import { label, openEnum } from '@guanxi/core';

export const OccasionKind = openEnum('LoyaltyOccasionKind', {
  BIRTHDAY: label('Birthday', '生日'),
  WEDDING: label('Wedding day', '结婚纪念日'),
  FOUNDING: label('Founding day', '成立日'),
  FIRST_ORDER: label('First order', '首次成交日'),
  OTHER: label('Other day', '其他纪念日'),
});
export const GestureKind = openEnum('LoyaltyGestureKind', {
  CARD: label('Card', '贺卡'),
  GIFT: label('Gift', '礼品'),
  CALL: label('Call', '电话问候'),
  VISIT: label('Visit', '登门拜访'),
  POINTS: label('Points', '赠送积分'),
  OTHER: label('Other', '其他'),
});
