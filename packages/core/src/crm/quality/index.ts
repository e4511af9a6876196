/** Data quality: what is missing of a customer, and what was verified. */
import type { Noun } from '../common.ts';
import { checkDataQuality, markVerified } from './commands.ts';
import * as events from './events.ts';
import { verificationFields, verificationsOfCustomer } from './fields.ts';
import { ownRequiredFields, requiredFields } from './points.ts';
import { dataQuality } from './queries.ts';

export const quality: Noun = {
  model: [verificationFields, verificationsOfCustomer, requiredFields, ownRequiredFields],
  commands: [markVerified, checkDataQuality],
  events: [events.FieldsVerified, events.QualityBelowTarget],
  refusals: [events.requiredMissing, events.unknownField],
  queries: [dataQuality],
};

export { FieldVerification } from './entities.ts';
export { verificationFields } from './fields.ts';
export { FieldsVerified, QualityBelowTarget } from './events.ts';
export type { RequiredFields } from './rules.ts';
export { checkDataQuality, dataQuality, markVerified, requiredFields };
