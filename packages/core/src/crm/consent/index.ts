/** Consent and suppression: whether, how and for what a person may be reached (DATA-16). */
import type { Noun } from '../common.ts';
import * as consentCommands from './consent-commands.ts';
import * as events from './events.ts';
import {
  consentFields,
  contactabilityOfContact,
  contactSuppressionFields,
  customerSuppressionFields,
  suppressionsOfCustomer,
} from './fields.ts';
import { contactGate } from './gate.ts';
import { canContact } from './queries.ts';
import * as suppressionCommands from './suppression-commands.ts';

const {
  contactRefused,
  consentInFuture,
  consentOver,
  suppressionOver,
  reasonUntold,
  suppressionOfAnother,
  suppressionOfPeople,
  alreadyReleased,
  ...heard
} = events;

export const consent: Noun = {
  model: [consentFields, customerSuppressionFields, contactSuppressionFields, suppressionsOfCustomer, contactabilityOfContact],
  commands: [...Object.values(consentCommands), ...Object.values(suppressionCommands)],
  events: Object.values(heard),
  refusals: [
    contactRefused,
    consentInFuture,
    consentOver,
    suppressionOver,
    reasonUntold,
    suppressionOfAnother,
    suppressionOfPeople,
    alreadyReleased,
  ],
  queries: [canContact],
  gates: [contactGate],
};

export * from './consent-commands.ts';
export { Consent, ContactSuppression, CustomerSuppression } from './entities.ts';
export { ContactPurpose, ContactRefusal, SuppressionReason } from './enums.ts';
export {
  ConsentGiven,
  ConsentWithdrawn,
  ContactSuppressionAdded,
  ContactSuppressionReleased,
  CustomerSuppressionAdded,
  CustomerSuppressionReleased,
} from './events.ts';
export { consentFields, contactSuppressionFields, customerSuppressionFields } from './fields.ts';
export { contactGate } from './gate.ts';
export * from './suppression-commands.ts';
