/** Escalation: the ladder, who kept a case from it and why, and the digest that management gets all the same. */
import type { Noun } from '../common.ts';
import { defineEscalationRule, escalateByAge, escalateComplaint, retireEscalationRule, suppressEscalation } from './commands.ts';
import { dailyDigest, issueManagementDigest } from './digest.ts';
import * as events from './events.ts';
import { digestFields, escalationFields, escalationsOfCase, ruleFields } from './fields.ts';

export const escalation: Noun = {
  model: [ruleFields, escalationFields, escalationsOfCase, digestFields],
  commands: [escalateComplaint, escalateByAge, suppressEscalation, defineEscalationRule, retireEscalationRule, issueManagementDigest],
  events: [events.ComplaintEscalated, events.EscalationSuppressed, events.EscalationRuleDefined, events.DigestIssued],
  refusals: [events.alreadyAtLevel, events.unsoundRule, events.praiseNotEscalated, events.digestPeriod],
  jobs: [dailyDigest],
};

export { Escalation, EscalationRule, ManagementDigest } from './entities.ts';
export { EscalationCause } from './enums.ts';
export { ComplaintEscalated, DigestIssued, EscalationRuleDefined, EscalationSuppressed } from './events.ts';
export { defineEscalationRule, escalateByAge, escalateComplaint, issueManagementDigest, retireEscalationRule, suppressEscalation };
