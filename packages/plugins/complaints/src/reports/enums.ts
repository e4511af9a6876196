/** By what cases are counted. */
import { enumType, label } from '@guanxi/core';

export const ComplaintStatsKey = enumType('ComplaintStatsKey', {
  TYPE: label('Type', '类型'),
  CLASS: label('Class', '分类'),
  CAUSE: label('Cause', '原因'),
  TOUCHPOINT: label('Touchpoint', '接触点'),
  DEPARTMENT: label('Department', '责任部门'),
  CHANNEL: label('Channel', '渠道'),
  PERIOD: label('Period', '时段'),
});
export const StatsPeriod = enumType('ComplaintStatsPeriod', {
  DAY: label('Day', '日'),
  MONTH: label('Month', '月'),
  QUARTER: label('Quarter', '季度'),
  YEAR: label('Year', '年'),
});
