import { enumType, label } from '@guanxi/core';

/** What speaks for, or against, two customers being one. */
export const MatchReason = enumType('MatchReason', {
  SAME_NAME: label('Same name', '名称相同'),
  SIMILAR_NAME: label('Similar name', '名称相近'),
  SAME_REGISTRATION_NUMBER: label('Same registration number', '注册号相同'),
  OTHER_REGISTRATION_NUMBER: label('Other registration number', '注册号不同'),
  SAME_PHONE: label('Same telephone number', '电话相同'),
  SAME_EMAIL: label('Same e-mail address', '邮箱相同'),
  SAME_ADDRESS: label('Same address', '地址相同'),
});
