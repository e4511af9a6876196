/** Exports: who wants to take confidential fields out of the house, and who said yes. */
import type { Noun } from '../common.ts';
import { approveExport, beginExport, rejectExport, requestExport } from './commands.ts';
import * as events from './events.ts';
import { exportRequestFields } from './fields.ts';

export const exports: Noun = {
  model: [exportRequestFields],
  commands: [requestExport, approveExport, rejectExport, beginExport],
  events: [events.ExportRequested, events.ExportApproved, events.ExportRejected, events.ExportUsed],
  refusals: [events.notApproved, events.otherExport, events.exportDecided, events.ownRequest, events.notOfContacts],
};

export { ExportRequest } from './entities.ts';
export { ExportState } from './enums.ts';
export { exportRequestFields } from './fields.ts';
export { ExportApproved, ExportRejected, ExportRequested, ExportUsed } from './events.ts';
export { approveExport, beginExport, rejectExport, requestExport };
