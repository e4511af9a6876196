/** iCalendar, in and out (RFC 5545). */
import type { Noun } from '../common.ts';
import { exportCalendar } from './export.ts';
import { importCalendar } from './import.ts';
import { malformed, tooManyEvents } from './refusals.ts';

export const ical: Noun = { model: [], commands: [importCalendar], queries: [exportCalendar], refusals: [malformed, tooManyEvents] };

export { importCalendar };
