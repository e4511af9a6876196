/** What kinds of cases there are, how they come in, and how they stand (CMPL-01, CMPL-09, T-20). */
import { enumType, label, openEnum } from '@guanxi/core';

/** The first level of the taxonomy (T-20): each has a flow of its own. */
export const typeLabels = {
  COMPLAINT: label('Complaint', '投诉'),
  ENQUIRY: label('Enquiry', '咨询'),
  SUGGESTION: label('Suggestion', '建议'),
  PRAISE: label('Praise', '表扬'),
} as const;
export const ComplaintType = enumType('ComplaintType', typeLabels);

export const ComplaintChannel = openEnum('ComplaintChannel', {
  HOTLINE: label('Hotline', '热线电话'),
  LETTER: label('Letter', '来函来信'),
  EMAIL: label('E-mail', '电子邮件'),
  WEB: label('Website', '网站'),
  VISIT: label('Visit', '来访'),
  SMS: label('Text message', '短信'),
  FAX: label('Fax', '传真'),
  WECHAT: label('WeChat', '微信'),
});

/** States of all four flows; which follows which is said by the flows. */
export const stateLabels = {
  RECEIVED: label('Received', '已受理'),
  ACKNOWLEDGED: label('Acknowledged', '已答复受理'),
  CLASSIFIED: label('Classified', '已分类'),
  ASSIGNED: label('Assigned', '已分派'),
  SOLUTION_OFFERED: label('Solutions offered', '已提出方案'),
  PROMISED: label('Promised', '已承诺'),
  FULFILLED: label('Fulfilled', '已兑现'),
  ESCALATED: label('Escalated', '已升级'),
  REOPENED: label('Reopened', '重新打开'),
  ANSWERED: label('Answered', '已解答'),
  ADOPTED: label('Adopted', '已采纳'),
  DECLINED: label('Declined', '未采纳'),
  CREDITED: label('Credited', '已记功'),
  CLOSED: label('Closed', '已结案'),
} as const;
export const ComplaintState = enumType('ComplaintState', stateLabels);
