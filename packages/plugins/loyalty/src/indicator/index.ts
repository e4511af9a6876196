/** The loyalty indicator: behaviour and attitude together, or none (LOY-04). */
import type { Noun } from '../common.ts';
import { recordAttitude } from './commands.ts';
import { attitudeFields } from './entities.ts';
import { attitudeInFuture, indicatorIncomplete } from './events.ts';
import { loyaltyIndicator } from './queries.ts';

export const indicator: Noun = {
  model: [attitudeFields],
  commands: [recordAttitude],
  refusals: [indicatorIncomplete, attitudeInFuture],
  queries: [loyaltyIndicator],
};

export { attitudeFields, LoyaltyAttitude } from './entities.ts';
export { recordAttitude };
