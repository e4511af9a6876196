/** What can be heard of transaction facts, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Fact } from './entities.ts';

export const FactRecorded = p.event('crm.fact.recorded', {
  label: label('Transaction fact recorded', '交易事实已登记'),
  subject: Fact,
  data: {
    customerId: t.id(Customer),
    at: t.instant(),
    value: t.money(),
    channel: t.nullable(t.text(40)),
    sourcePlugin: t.text(40),
    orderRef: t.nullable(t.text(100)),
  },
});
/** `subject` is the reversal, `value` what it takes back (negative). */
export const FactReversed = p.event('crm.fact.reversed', {
  label: label('Transaction fact reversed', '交易事实已冲销'),
  subject: Fact,
  data: { customerId: t.id(Customer), originalId: t.id(Fact), at: t.instant(), value: t.money() },
});

export const negativeValue = p.refusal('CRM_NEGATIVE_VALUE', {
  en: '{amount} is negative; what was bought is taken back by a reversal.',
  zh: '{amount} 为负数；退回已购交易请使用冲销。',
});
export const otherCurrency = p.refusal('CRM_OTHER_CURRENCY', {
  en: 'The value is in {expected}; {actual} cannot be reckoned with it.',
  zh: '金额币种为 {expected}，不能与 {actual} 一起计算。',
});
export const factInFuture = p.refusal('CRM_FACT_IN_FUTURE', {
  en: 'A fact is recorded after it happened, and {at} is still to come.',
  zh: '交易发生之后才能登记，而 {at} 尚未到来。',
});
export const reversalOfReversal = p.refusal('CRM_REVERSAL_OF_REVERSAL', {
  en: 'A reversal is not reversed; record the fact anew.',
  zh: '冲销记录不能再冲销，请重新登记交易。',
});
export const aboveOriginal = p.refusal('CRM_REVERSAL_ABOVE_ORIGINAL', {
  en: 'Only {left} of the fact is left to be reversed, not {asked}.',
  zh: '该交易仅剩 {left} 可冲销，而非 {asked}。',
});
export const reversalOfNothing = p.refusal('CRM_REVERSAL_OF_NOTHING', {
  en: 'A reversal takes back more than nothing.',
  zh: '冲销金额必须大于零。',
});
export const reversalTooEarly = p.refusal('CRM_REVERSAL_TOO_EARLY', {
  en: 'A reversal comes after the fact, which was at {at}.',
  zh: '冲销不能早于交易时间 {at}。',
});
