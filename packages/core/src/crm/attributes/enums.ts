import { enumType, label } from '@guanxi/core';

export const AttributeType = enumType('AttributeType', {
  TEXT: label('Text', '文本'),
  NUMBER: label('Number', '数值'),
  DATE: label('Date', '日期'),
  BOOLEAN: label('Yes or no', '是否'),
  CHOICE: label('Choice', '单选'),
  MANY_CHOICE: label('Choices', '多选'),
  MONEY: label('Money', '金额'),
  REFERENCE: label('Reference', '引用'),
});

/** Who may see its values at all. */
export const AttributeClassification = enumType('AttributeClassification', {
  PUBLIC: label('Public', '公开'),
  INTERNAL: label('Internal', '内部'),
  CONFIDENTIAL: label('Confidential', '保密'),
});
