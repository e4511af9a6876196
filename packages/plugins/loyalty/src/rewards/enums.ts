/** What can become of a redemption. */
import { enumType, label } from '@guanxi/core';

export const RedemptionState = enumType('LoyaltyRedemptionState', {
  RESERVED: label('Reserved', '已预留'),
  CONFIRMED: label('Confirmed', '已确认'),
  /** The points are the member's again, and the reward is in stock. */
  CANCELLED: label('Cancelled', '已取消'),
});
