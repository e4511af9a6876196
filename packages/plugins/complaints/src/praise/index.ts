/** Enquiries, suggestions and praise: answered, decided on, credited, and rewarded once. */
import type { Noun } from '../common.ts';
import { answerEnquiry, creditPraise, decideSuggestion, rewardComplaint } from './commands.ts';
import * as events from './events.ts';
import { creditFields, praiseOfCase, praiseOfStaff, rewardFields } from './fields.ts';

export const praise: Noun = {
  model: [creditFields, rewardFields, praiseOfCase, praiseOfStaff],
  commands: [answerEnquiry, decideSuggestion, creditPraise, rewardComplaint],
  events: [events.EnquiryAnswered, events.SuggestionDecided, events.PraiseCredited, events.ComplaintRewarded],
  refusals: [
    events.wrongType,
    events.creditedAlready,
    events.rewardedAlready,
    events.ownSuggestion,
    events.nobodyToReward,
    events.notAdopted,
    events.noLoyalty,
  ],
};

export { ComplaintReward, PraiseCredit } from './entities.ts';
export { ComplaintRewarded, EnquiryAnswered, PraiseCredited, SuggestionDecided } from './events.ts';
export { answerEnquiry, creditPraise, decideSuggestion, rewardComplaint };
