/** Why a case goes further up (CMPL-07). */
import { enumType, label } from '@guanxi/core';

export const EscalationCause = enumType('EscalationCause', {
  SEVERITY: label('Severity', '严重程度'),
  AGE: label('Age', '超期时长'),
  REPETITION: label('Repetition', '重复投诉'),
  KEY_CUSTOMER: label('Key customer', '重点客户'),
  BREACH: label('Limit breached', '突破时限'),
  MANUAL: label('By hand', '人工升级'),
});
