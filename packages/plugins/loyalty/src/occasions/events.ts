/** What is refused of occasions and gestures. */
import { p } from '../plugin.ts';

export const occasionInFuture = p.refusal('LOYALTY_OCCASION_IN_FUTURE', {
  en: 'The first time of an occasion has been, and {date} is still to come.',
  zh: '纪念日的首次日期 {date} 尚未到来。',
});
export const gestureInFuture = p.refusal('LOYALTY_GESTURE_IN_FUTURE', {
  en: 'A gesture is recorded after it was made, and {at} is still to come.',
  zh: '关怀发生之后才能登记，而 {at} 尚未到来。',
});
export const contactOfAnother = p.refusal('LOYALTY_CONTACT_OF_ANOTHER', {
  en: 'The contact is none of this customer’s.',
  zh: '该联系人不属于此客户。',
});
export const occasionOfAnother = p.refusal('LOYALTY_OCCASION_OF_ANOTHER', {
  en: 'The occasion is none of this customer’s.',
  zh: '该纪念日不属于此客户。',
});
