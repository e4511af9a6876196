import { p } from '../plugin.ts';

export const indicatorIncomplete = p.refusal('LOYALTY_INDICATOR_INCOMPLETE', {
  en: 'There is no loyalty indicator while {missing} is not known.',
  zh: '尚缺 {missing}，无法给出忠诚度指标。',
});
export const attitudeInFuture = p.refusal('LOYALTY_ATTITUDE_IN_FUTURE', {
  en: 'An attitude is recorded after it was found, and {at} is still to come.',
  zh: '态度评分须在调查之后登记，而 {at} 尚未到来。',
});
