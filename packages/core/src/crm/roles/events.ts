/** What can be heard of roles, and what is refused. */
import { label, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Team } from '../teams/entities.ts';
import { ApiKey, Role } from './entities.ts';

export const RoleCreated = p.event('crm.role.created', { label: label('Role created', '角色已新建'), subject: Role, data: {} });
export const RoleChanged = p.event('crm.role.changed', {
  label: label('Role changed', '角色已修改'),
  subject: Role,
  data: { fields: t.list(t.text(50)) },
});
export const RoleDeleted = p.event('crm.role.deleted', {
  label: label('Role deleted', '角色已删除'),
  subject: Role,
  data: { key: t.text(100) },
});
const who = {
  staff: t.optional(t.id(Staff)),
  contact: t.optional(t.id(Contact)),
  team: t.optional(t.id(Team)),
  apiKey: t.optional(t.id(ApiKey)),
  service: t.optional(t.text(200)),
};
export const RoleAssigned = p.event('crm.role.assigned', { label: label('Role assigned', '角色已分配'), subject: Role, data: who });
export const RoleUnassigned = p.event('crm.role.unassigned', { label: label('Role taken away', '角色已收回'), subject: Role, data: who });

export const unknownGrant = p.refusal('CRM_ROLE_PERMISSION_UNKNOWN', {
  en: 'There is no permission "{permission}".',
  zh: '没有名为“{permission}”的权限。',
});
export const grantNotHeld = p.refusal('CRM_ROLE_PERMISSION_NOT_HELD', {
  en: 'You cannot grant or take away "{permission}" that far: you do not have it yourself.',
  zh: '不能授予或收回“{permission}”的该范围：您自己并不具有。',
});
export const staffOnly = p.refusal('CRM_ROLE_STAFF_ONLY', {
  en: '"{permission}" cannot be granted, or not that far, to contacts of customers: they see what is their own.',
  zh: '“{permission}”（或其该范围）不能授予客户联系人：联系人只能看到自己的数据。',
});
export const wrongAudience = p.refusal('CRM_ROLE_AUDIENCE', {
  en: 'This role is not for them: one is for staff and programs, or for contacts.',
  zh: '该角色不适用于此对象：角色分为员工（及程序）和客户联系人两类。',
});
export const builtInRole = p.refusal('CRM_ROLE_BUILT_IN', {
  en: '"{key}" stays as it is; make a role of your own.',
  zh: '“{key}”为内置角色，不能修改或删除，请另建角色。',
});
export const assignToWhom = p.refusal('CRM_ROLE_ASSIGN_TO_ONE', {
  en: 'Say one who gets the role: staff, contact, team, apiKey or service.',
  zh: '请指定一个分配对象：staff、contact、team、apiKey 或 service。',
});
export const endBeforeBegin = p.refusal('CRM_ROLE_PERIOD', {
  en: 'A role ends after it begins, and not before now.',
  zh: '角色的失效时间必须晚于生效时间和当前时间。',
});
export const lastAdministrator = p.refusal('CRM_LAST_ADMINISTRATOR', {
  en: 'Nobody would be left who may do everything; make somebody else an administrator first.',
  zh: '操作后将没有管理员，请先指定其他管理员。',
});
