/** By which clock time limits run, and which limit is meant (CMPL-03). */
import { enumType, label } from '@guanxi/core';

export const SlaClock = enumType('SlaClock', {
  ALWAYS: label('Always', '全天候'),
  BUSINESS_HOURS: label('Business hours', '工作时间'),
});
export const SlaLimit = enumType('SlaLimit', {
  ACKNOWLEDGE: label('To acknowledge', '答复时限'),
  HANDLE: label('To handle', '处理时限'),
});
