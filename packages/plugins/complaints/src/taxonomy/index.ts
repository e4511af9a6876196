/** The taxonomy: two levels (T-20), causes below them, who answers for each, and how cases were classified. */
import type { Noun } from '../common.ts';
import { addComplaintCause, removeClassHint, retireComplaintCause, setClassHint, setComplaintCategory } from './categories.ts';
import { classifyComplaint } from './classify.ts';
import * as events from './events.ts';
import { categoryFields, causeFields, classificationsOfCase, hintFields, reclassificationFields } from './fields.ts';
import { suggestedClasses } from './suggest.ts';

export const taxonomy: Noun = {
  model: [categoryFields, causeFields, hintFields, reclassificationFields, classificationsOfCase],
  commands: [setComplaintCategory, addComplaintCause, retireComplaintCause, setClassHint, removeClassHint, classifyComplaint],
  events: [events.ComplaintClassified],
  refusals: [events.classMissing, events.classNotInUse, events.causeOfAnotherClass, events.typeSettled],
  queries: [suggestedClasses],
};

export { ClassHint, ComplaintCategory, ComplaintCause, Reclassification } from './entities.ts';
export { ComplaintClass } from './enums.ts';
export { ComplaintClassified } from './events.ts';
export { categoryFields, causeFields } from './fields.ts';
export {
  addComplaintCause,
  classifyComplaint,
  removeClassHint,
  retireComplaintCause,
  setClassHint,
  setComplaintCategory,
  suggestedClasses,
};
