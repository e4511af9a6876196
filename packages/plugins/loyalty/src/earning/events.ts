/** What is refused of rules of earning. */
import { p } from '../plugin.ts';

export const ruleGivesNothing = p.refusal('LOYALTY_RULE_GIVES_NOTHING', {
  en: 'A rule gives points for each unit of a currency, or so many for a purchase: one of the two, and more than none.',
  zh: '规则须按金额（指定币种）或按笔给予积分，二者择一，且必须大于零。',
});
export const ruleEndsBeforeStart = p.refusal('LOYALTY_RULE_ENDS_BEFORE_START', {
  en: 'The rule would end at {until}, before it begins at {from}.',
  zh: '规则失效时间 {until} 不晚于生效时间 {from}。',
});
export const capIncomplete = p.refusal('LOYALTY_CAP_INCOMPLETE', {
  en: 'A cap is so many points within a time: both, or neither.',
  zh: '积分上限须同时指定积分数和周期。',
});
export const ruleNotDraft = p.refusal('LOYALTY_RULE_NOT_DRAFT', {
  en: 'The rule is {state} and is not changed any more; define another.',
  zh: '规则状态为 {state}，不能再修改，请另建规则。',
});
export const ruleNotActive = p.refusal('LOYALTY_RULE_NOT_ACTIVE', {
  en: 'The rule is {state}; only one that is active ends.',
  zh: '规则状态为 {state}，只有生效的规则才能终止。',
});
export const ruleInPast = p.refusal('LOYALTY_RULE_IN_PAST', {
  en: 'From {at} on purchases have been made by other rules; replay the change, or say `retroactive`.',
  zh: '自 {at} 起的交易已按其他规则计分；请先试算影响，或以 retroactive 确认追溯。',
});
