/** Improvements: what complaints teach, who does something about it, and whether it helped. */
import type { Noun } from '../common.ts';
import { checkImprovementEffect, closeImprovement, completeImprovement, openImprovement } from './commands.ts';
import * as events from './events.ts';
import { improvementCaseFields, improvementFields, improvementsOfCase } from './fields.ts';

export const improvement: Noun = {
  model: [improvementFields, improvementCaseFields, improvementsOfCase],
  commands: [openImprovement, completeImprovement, checkImprovementEffect, closeImprovement],
  events: [events.ImprovementOpened, events.ImprovementDone, events.ImprovementChecked, events.ImprovementClosed],
  refusals: [events.effectUnchecked, events.ineffective, events.improvementNot],
};

export { ImprovementCase, ImprovementItem } from './entities.ts';
export { ImprovementState } from './enums.ts';
export { ImprovementChecked, ImprovementClosed, ImprovementDone, ImprovementOpened } from './events.ts';
export { checkImprovementEffect, closeImprovement, completeImprovement, openImprovement };
