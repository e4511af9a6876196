/** Audit: who was refused what, who exported, and who has seen what is confidential. */
import type { Noun } from '../common.ts';
import { accessLogEntryFields, auditLineFields } from './fields.ts';

export const audit: Noun = { model: [auditLineFields, accessLogEntryFields] };

export { AccessLogEntry, AuditLine } from './entities.ts';
export { accessLogEntryFields, auditLineFields } from './fields.ts';
