/** Reports: numbers of cases, their age, and what comes again and again. */
import type { Noun } from '../common.ts';
import { periodTooLong } from './events.ts';
import { recurringCauses } from './recurring.ts';
import { complaintAgeing, complaintStats } from './stats.ts';

export const reports: Noun = { model: [], refusals: [periodTooLong], queries: [complaintStats, complaintAgeing, recurringCauses] };

export { complaintAgeing, complaintStats, recurringCauses };
export { ComplaintStatsKey, StatsPeriod } from './enums.ts';
