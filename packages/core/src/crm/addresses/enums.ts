import { enumType, label } from '@guanxi/core';

export const AddressKind = enumType('AddressKind', {
  OFFICE: label('Office', '办公'),
  HOME: label('Home', '住宅'),
  BILLING: label('Billing', '账单'),
  DELIVERY: label('Delivery', '收货'),
  OTHER: label('Other', '其他'),
});
