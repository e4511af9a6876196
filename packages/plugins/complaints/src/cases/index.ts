/** Cases: how they come in, whose they are, who handles them. */
import type { Noun } from '../common.ts';
import { acknowledgeComplaint } from './acknowledge.ts';
import { assignComplaint } from './assign.ts';
import { mergeDuplicateComplaint } from './duplicate.ts';
import { caseEntry, casesOfContact, casesOfCustomer } from './elsewhere.ts';
import * as events from './events.ts';
import { complaintClockFields, complaintFields, complaintMeasures, counterFields } from './fields.ts';
import { identifyComplainant } from './identify.ts';
import { receiveComplaint } from './receive.ts';

export const cases: Noun = {
  model: [complaintFields, complaintClockFields, complaintMeasures, counterFields, casesOfCustomer, casesOfContact, caseEntry],
  commands: [receiveComplaint, acknowledgeComplaint, assignComplaint, identifyComplainant, mergeDuplicateComplaint],
  events: [
    events.ComplaintReceived,
    events.ComplaintAcknowledged,
    events.ComplaintAssigned,
    events.ComplainantIdentified,
    events.ComplaintMergedInto,
  ],
  refusals: [
    events.noSuchPhone,
    events.contactOfAnother,
    events.backDated,
    events.receiptInFuture,
    events.alreadyIdentified,
    events.caseClosed,
    events.personNeeded,
    events.alreadyAcknowledged,
    events.acknowledgedBeforeReceipt,
    events.acknowledgedInFuture,
    events.duplicateOfItself,
    events.duplicateOfAnother,
    events.handlerInactive,
  ],
};

export { Complaint } from './entities.ts';
export { ComplaintChannel, ComplaintState, ComplaintType } from './enums.ts';
export { ComplainantIdentified, ComplaintAcknowledged, ComplaintAssigned, ComplaintMergedInto, ComplaintReceived } from './events.ts';
export { complaintClockFields, complaintFields } from './fields.ts';
export { acknowledgeComplaint, assignComplaint, identifyComplainant, mergeDuplicateComplaint, receiveComplaint };
