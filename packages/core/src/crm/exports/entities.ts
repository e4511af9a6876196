import { type Entity, type EntityOf, label, sql } from '@guanxi/core';
import { p } from '../plugin.ts';
import { exportRequests } from './tables.ts';

export interface ExportRequest extends EntityOf<'ExportRequest', typeof exportRequests> {}
/** Seen by whoever asked, and by who may see all of them, as a custodian must to decide. */
export const ExportRequest: Entity<ExportRequest> = p.entity('ExportRequest', {
  table: exportRequests,
  idPrefix: 'exr',
  label: label('Request for an export', '导出申请'),
  sealed: true,
  read: (row, actor) => actor.has('crm:exports:read') || sql`${row.requestedById} = ${actor.staffId}`,
});
