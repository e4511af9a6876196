/** What can be heard of requests for exports, and what is refused. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { ExportRequest } from './entities.ts';

const list = { list: t.text(100) };
export const ExportRequested = p.event('crm.export.requested', {
  label: label('Export requested', '已申请导出'),
  subject: ExportRequest,
  data: list,
});
export const ExportApproved = p.event('crm.export.approved', {
  label: label('Export approved', '导出已批准'),
  subject: ExportRequest,
  data: list,
});
export const ExportRejected = p.event('crm.export.rejected', {
  label: label('Export rejected', '导出已驳回'),
  subject: ExportRequest,
  data: list,
});
export const ExportUsed = p.event('crm.export.used', {
  label: label('Export made as approved', '已按批准导出'),
  subject: ExportRequest,
  data: list,
});

export const notApproved = p.refusal('CRM_EXPORT_NOT_APPROVED', {
  en: 'This export holds confidential fields ({fields}): ask for it with requestExport, and name the request once the custodian has approved it.',
  zh: '该导出包含保密字段（{fields}）：请先用 requestExport 申请，待保密资料负责人批准后注明申请。',
});
export const otherExport = p.refusal('CRM_EXPORT_DIFFERS', {
  en: 'The request was approved for another export: list, columns and filter must be the same.',
  zh: '该申请批准的是另一项导出：列表、列和筛选条件必须一致。',
});
export const exportDecided = p.refusal('CRM_EXPORT_STATE', {
  en: 'This request is {state}.',
  zh: '该申请的状态为 {state}。',
});
export const ownRequest = p.refusal('CRM_EXPORT_OWN_REQUEST', {
  en: 'Nobody decides on a request of their own.',
  zh: '不能审批自己的申请。',
});
export const notOfContacts = p.refusal('CRM_EXPORT_CONTACT', {
  en: 'A customer’s contact cannot export.',
  zh: '客户联系人不能导出数据。',
});
