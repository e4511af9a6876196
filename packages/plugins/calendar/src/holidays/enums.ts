import { enumType, label } from '@guanxi/core';

export const HolidayKind = enumType('HolidayKind', {
  HOLIDAY: label('Public holiday', '法定节假日'),
  MAKE_UP: label('Make-up working day', '调休上班日'),
});
export const HolidaySource = enumType('HolidaySource', {
  LIBRARY: label('Shipped with the plugin', '插件内置'),
  TENANT: label('Entered here', '本租户录入'),
});
