/** What is refused of replays. */
import { p } from '../plugin.ts';

export const replayOfNothing = p.refusal('LOYALTY_REPLAY_OF_NOTHING', {
  en: 'A change of rules adds some or leaves some out.',
  zh: '规则变更须增加或去除至少一条规则。',
});
export const replayNeedsDrafts = p.refusal('LOYALTY_REPLAY_RULE_STATE', {
  en: 'A change adds drafts and leaves out rules that are active; this one is {state}.',
  zh: '只能增加草稿规则、去除生效规则；该规则状态为 {state}。',
});
export const replayApplied = p.refusal('LOYALTY_REPLAY_APPLIED', { en: 'The change was applied already.', zh: '该规则变更已应用。' });
