/** Clocks: time limits, by which clock they run, what happens when they are reached. */
import type { Noun } from '../common.ts';
import { checkComplaintClock, resumeComplaint, waitForCustomer } from './commands.ts';
import * as events from './events.ts';
import { pauseFields, pausesOfCase, policyFields } from './fields.ts';
import { adoptStandardPolicy, defineSlaPolicy, retireSlaPolicy } from './policies.ts';
import { complaintLimits, overdueComplaints } from './queries.ts';
import { recomputeLimits } from './recompute.ts';

export const clocks: Noun = {
  model: [policyFields, pauseFields, pausesOfCase],
  commands: [defineSlaPolicy, adoptStandardPolicy, retireSlaPolicy, waitForCustomer, resumeComplaint, checkComplaintClock],
  events: [
    events.SlaWarned,
    events.SlaBreached,
    events.ClockPaused,
    events.ClockResumed,
    events.LimitsRecomputed,
    events.SlaPolicyDefined,
    events.SlaPolicyRetired,
  ],
  refusals: [
    events.policyWithoutHours,
    events.unknownRole,
    events.policyRetired,
    events.lastPolicy,
    events.waitingAlready,
    events.notWaiting,
    events.notAcknowledged,
  ],
  hooks: [recomputeLimits],
  queries: [overdueComplaints, complaintLimits],
};

export { ClockPause, SlaPolicy } from './entities.ts';
export { SlaClock, SlaLimit } from './enums.ts';
export { ClockPaused, ClockResumed, LimitsRecomputed, SlaBreached, SlaPolicyDefined, SlaPolicyRetired, SlaWarned } from './events.ts';
export { policyFields } from './fields.ts';
export { StandardPolicy } from './standard.ts';
export {
  adoptStandardPolicy,
  checkComplaintClock,
  complaintLimits,
  defineSlaPolicy,
  overdueComplaints,
  resumeComplaint,
  retireSlaPolicy,
  waitForCustomer,
};
