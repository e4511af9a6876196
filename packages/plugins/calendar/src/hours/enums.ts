import { enumType, label } from '@guanxi/core';

export const Weekday = enumType('Weekday', {
  MONDAY: label('Monday', '星期一'),
  TUESDAY: label('Tuesday', '星期二'),
  WEDNESDAY: label('Wednesday', '星期三'),
  THURSDAY: label('Thursday', '星期四'),
  FRIDAY: label('Friday', '星期五'),
  SATURDAY: label('Saturday', '星期六'),
  SUNDAY: label('Sunday', '星期日'),
});
export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
