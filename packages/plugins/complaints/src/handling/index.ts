/** Handling: the checklist, and ways out of which the customer chooses. */
import type { Noun } from '../common.ts';
import { chooseSolution, proposeSolutions, recordHandlingStep, solveComplaint } from './commands.ts';
import * as events from './events.ts';
import { handlingFields, handlingOfCase, optionFields } from './fields.ts';

export const handling: Noun = {
  model: [handlingFields, optionFields, handlingOfCase],
  commands: [recordHandlingStep, proposeSolutions, chooseSolution, solveComplaint],
  events: [events.StepRecorded, events.SolutionsOffered, events.SolutionChosen, events.ComplaintSolved],
  refusals: [
    events.notListened,
    events.stepDone,
    events.notAssigned,
    events.tooFewOptions,
    events.sameOption,
    events.notOffered,
    events.notChosen,
    events.onlyComplaints,
  ],
};

export { HandlingRecord, SolutionOption } from './entities.ts';
export { HandlingStep } from './enums.ts';
export { ComplaintSolved, SolutionChosen, SolutionsOffered, StepRecorded } from './events.ts';
export { chooseSolution, proposeSolutions, recordHandlingStep, solveComplaint };
