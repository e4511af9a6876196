/** How, which way and when in a sale customer and firm met (DATA-09). */
import { enumType, label, openEnum } from '@guanxi/core';

export const InteractionChannel = openEnum('InteractionChannel', {
  PHONE: label('Telephone', '电话'),
  EMAIL: label('E-mail', '电子邮件'),
  VISIT: label('Visit', '拜访'),
  MEETING: label('Meeting', '会议'),
  WECHAT: label('WeChat', '微信'),
  SMS: label('Text message', '短信'),
  FAX: label('Fax', '传真'),
  LETTER: label('Letter', '信函'),
  WEB: label('Website', '网站'),
  CHAT: label('Chat', '在线聊天'),
  OTHER: label('Other', '其他'),
});

export const InteractionDirection = enumType('InteractionDirection', {
  INBOUND: label('From the customer', '客户发起'),
  OUTBOUND: label('To the customer', '企业发起'),
});

export const InteractionPhase = enumType('InteractionPhase', {
  PRE_SALE: label('Before the sale', '售前'),
  IN_SALE: label('During the sale', '售中'),
  POST_SALE: label('After the sale', '售后'),
});
