import { enumType, label } from '@guanxi/core';

export const ExportState = enumType('ExportState', {
  REQUESTED: label('Requested', '待审批'),
  APPROVED: label('Approved', '已批准'),
  REJECTED: label('Rejected', '已驳回'),
  USED: label('Used', '已使用'),
  EXPIRED: label('Expired', '已过期'),
});
