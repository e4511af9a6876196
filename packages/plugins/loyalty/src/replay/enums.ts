import { enumType, label } from '@guanxi/core';

export const ReplayState = enumType('LoyaltyReplayState', {
  PLANNED: label('Planned', '已计划'),
  APPLIED: label('Applied', '已应用'),
});
