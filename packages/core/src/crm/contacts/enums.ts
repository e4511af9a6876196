/** What a contact can be (DATA-03, DATA-04). */
import { enumType, label, openEnum } from '@guanxi/core';

/** Whether a person decides about a purchase of the customer they are linked to. */
export const DecisionRole = enumType('DecisionRole', {
  DECISION_MAKER: label('Decision maker', '决策人'),
  NOT_DECISION_MAKER: label('No decision maker', '非决策人'),
  UNKNOWN: label('Unknown', '未知'),
  INFLUENCER: label('Influencer', '影响者'),
  USER: label('User', '使用者'),
});

/** What a person is to the customer they are linked to. */
export const ContactRole = openEnum('ContactRole', {
  GENERAL: label('General contact', '一般联系人'),
  MANAGEMENT: label('Management', '管理层'),
  PURCHASING: label('Purchasing', '采购'),
  FINANCE: label('Finance', '财务'),
  TECHNICAL: label('Technical', '技术'),
  LEGAL: label('Legal', '法务'),
  HOUSEHOLD: label('Household', '家庭成员'),
});

export const Salutation = openEnum('Salutation', {
  MR: label('Mr', '先生'),
  MS: label('Ms', '女士'),
  MRS: label('Mrs', '夫人'),
  MISS: label('Miss', '小姐'),
  DR: label('Dr', '博士'),
  PROF: label('Professor', '教授'),
  TEACHER: label('Teacher', '老师'),
});
