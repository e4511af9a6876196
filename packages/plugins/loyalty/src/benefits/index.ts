/** Benefits by tier or by record of transactions, and what was had of them (LOY-03). */
import type { Noun } from '../common.ts';
import { defineBenefit, endBenefit, useBenefits } from './commands.ts';
import * as events from './events.ts';
import { benefitFields, benefitsOfCustomer, benefitUseFields } from './fields.ts';
import { memberBenefits } from './queries.ts';

export const benefits: Noun = {
  model: [benefitFields, benefitUseFields, benefitsOfCustomer],
  commands: [defineBenefit, endBenefit, useBenefits],
  events: [events.BenefitUsed],
  refusals: [
    events.benefitIncomplete,
    events.benefitSpan,
    events.notEntitled,
    events.benefitUsedUp,
    events.stackingRefused,
    events.orderClosed,
  ],
  queries: [memberBenefits],
};

export { LoyaltyBenefit, LoyaltyBenefitUse } from './entities.ts';
export { BenefitKind, BenefitPeriod, BenefitRefusal } from './enums.ts';
export { BenefitUsed } from './events.ts';
export { benefitFields, benefitUseFields } from './fields.ts';
export { defineBenefit, endBenefit, useBenefits };
