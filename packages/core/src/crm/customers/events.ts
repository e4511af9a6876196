/** What can be heard of customers, and what can be refused. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Customer } from './entities.ts';
import { CustomerKind, CustomerRole, CustomerStatus } from './enums.ts';

export const CustomerCreated = p.event('crm.customer.created', {
  label: label('Customer created', '客户已新建'),
  subject: Customer,
  data: { kind: t.enum(CustomerKind), status: t.enum(CustomerStatus), roles: t.list(t.enum(CustomerRole)) },
});
/** Names the fields, not their values: the log is kept for ever, values are not. */
export const CustomerUpdated = p.event('crm.customer.updated', {
  label: label('Customer updated', '客户已修改'),
  subject: Customer,
  data: { fields: t.list(t.text(100)) },
});
export const CustomerStatusChanged = p.event('crm.customer.statusChanged', {
  label: label('Status of a customer changed', '客户状态已变更'),
  subject: Customer,
  data: { from: t.enum(CustomerStatus), to: t.enum(CustomerStatus), reason: t.optional(t.text(500)) },
  personal: { reason: 'subject' },
});
export const CustomerOwnerChanged = p.event('crm.customer.ownerChanged', {
  label: label('Owner of a customer changed', '客户负责人已变更'),
  subject: Customer,
  data: { from: t.optional(t.id(Staff)), to: t.optional(t.id(Staff)) },
});
export const CustomerRolesChanged = p.event('crm.customer.rolesChanged', {
  label: label('Roles of a customer changed', '客户角色已变更'),
  subject: Customer,
  data: { added: t.list(t.enum(CustomerRole)), removed: t.list(t.enum(CustomerRole)) },
});
export const CustomerDeleted = p.event('crm.customer.deleted', {
  label: label('Customer deleted', '客户已删除'),
  subject: Customer,
  data: {},
});

export const illegalStatusChange = p.refusal('CRM_STATUS_CHANGE', {
  en: 'A customer that is {from} cannot become {to}.',
  zh: '状态为 {from} 的客户不能变为 {to}。',
});
export const sectorMismatch = p.refusal('CRM_SECTOR_MISMATCH', {
  en: 'Sector {sector} does not suit a customer of kind {kind}.',
  zh: '行业属性 {sector} 不适用于 {kind} 类客户。',
});
export const lastRole = p.refusal('CRM_LAST_ROLE', { en: 'A customer has at least one role.', zh: '客户至少要有一个角色。' });
export const roleNotHeld = p.refusal('CRM_ROLE_NOT_HELD', { en: 'The customer does not have role {role}.', zh: '客户没有角色 {role}。' });
export const customerMerged = p.refusal('CRM_CUSTOMER_MERGED', {
  en: 'The customer was merged into another and cannot be changed.',
  zh: '该客户已合并到其他客户，不能再修改。',
});
export const ownerInactive = p.refusal('CRM_STAFF_INACTIVE', {
  en: '{name} is no longer active and cannot own customers.',
  zh: '{name} 已停用，不能负责客户。',
});
