/** Earning: rules as data, what each purchase earned, and why. */
import type { Noun } from '../common.ts';
import { activateEarningRule, defineEarningRule, endEarningRule, withdrawEarningRule } from './commands.ts';
import * as events from './events.ts';
import { earningFields, earningsOfCustomer, earningsOfFact, ruleFields } from './fields.ts';
import { earnPoints, takeBackPoints } from './hooks.ts';
import { simulateEarn } from './simulate.ts';

export const earning: Noun = {
  model: [ruleFields, earningFields, earningsOfCustomer, earningsOfFact],
  commands: [defineEarningRule, activateEarningRule, endEarningRule, withdrawEarningRule],
  refusals: [
    events.ruleGivesNothing,
    events.ruleEndsBeforeStart,
    events.capIncomplete,
    events.ruleNotDraft,
    events.ruleNotActive,
    events.ruleInPast,
  ],
  hooks: [earnPoints, takeBackPoints],
  queries: [simulateEarn],
};

export { LoyaltyEarning, LoyaltyRule } from './entities.ts';
export { CapPeriod, RuleKind, RuleState } from './enums.ts';
export { earningFields, ruleFields } from './fields.ts';
export { activateEarningRule, defineEarningRule, endEarningRule, withdrawEarningRule };
