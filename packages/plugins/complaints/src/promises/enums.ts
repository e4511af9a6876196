/** How a promise stands (CMPL-05). */
import { enumType, label } from '@guanxi/core';

export const PromiseState = enumType('PromiseState', {
  /** Asked for, not yet given: it is beyond the authority of who wants to give it. */
  PENDING: label('To be approved', '待审批'),
  REJECTED: label('Not approved', '未批准'),
  OPEN: label('Open', '待兑现'),
  BROKEN: label('Broken', '已违约'),
  FULFILLED: label('Fulfilled', '已兑现'),
  /** The customer no longer wants it. */
  RELEASED: label('Released by the customer', '客户已免除'),
});
