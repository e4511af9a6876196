import { enumType, label } from '@guanxi/core';

export const ChannelKind = enumType('ChannelKind', {
  PHONE: label('Telephone', '电话'),
  MOBILE: label('Mobile', '手机'),
  FAX: label('Fax', '传真'),
  EMAIL: label('E-mail', '电子邮件'),
  WECHAT: label('WeChat', '微信'),
  WEB: label('Website', '网站'),
  OTHER: label('Other', '其他'),
});

/** Whether the address of a channel was confirmed to be one, by its form or by someone. */
export const Verification = enumType('Verification', {
  VERIFIED: label('Verified', '已核实'),
  UNVERIFIED: label('Unverified', '未核实'),
});
