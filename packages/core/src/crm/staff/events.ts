import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Team } from '../teams/entities.ts';
import { Staff } from './entities.ts';

export const StaffDeactivated = p.event('crm.staff.deactivated', {
  label: label('Member of staff deactivated', '员工已停用'),
  subject: Staff,
  data: {},
});
export const StaffSuspended = p.event('crm.staff.suspended', {
  label: label('Member of staff suspended', '员工权限已暂停'),
  subject: Staff,
  data: { reason: t.optional(t.text(1_000)) },
  personal: { reason: 'subject' },
});
export const StaffReactivated = p.event('crm.staff.reactivated', {
  label: label('Member of staff reactivated', '员工已启用'),
  subject: Staff,
  data: {},
});
/** Who sees what may have changed. */
export const StaffMoved = p.event('crm.staff.moved', {
  label: label('Member of staff moved to another team', '员工已调整团队'),
  subject: Staff,
  data: { from: t.optional(t.id(Team)), to: t.optional(t.id(Team)) },
});

export const stillOwns = p.refusal('CRM_STAFF_OWNS_CUSTOMERS', {
  en: '{name} still owns {count} customers; hand them over first.',
  zh: '{name} 仍负责 {count} 个客户，请先移交。',
});
