/** The read path: selection → plan → authorise → one SQL statement → JSON text. */
export { planRead, type Plan, type PlanKernel, type PlanRequest } from './plan/plan.ts';
export { answerOf, type Answer, type ReadRequest, runPlan, type Via } from './run.ts';
export { type PathError, settle } from './finish.ts';
export { explainPlan } from './explain.ts';
export { readerFor } from './reader.ts';
export { decodeRow, rowsByIds, visibleIds } from './whole-rows.ts';
export { loadChoices } from './choices.ts';
export { gramsOf, type SearchMode } from './search/grams.ts';
export { defaultLimits, fingerprintWith, type Limits, type ReadKernel, type Tenant } from './kernel.ts';
