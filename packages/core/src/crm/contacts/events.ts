/** What can be heard of contacts, and what can be refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Contact } from './entities.ts';
import { ContactRole, DecisionRole } from './enums.ts';

export const ContactCreated = p.event('crm.contact.created', {
  label: label('Contact created', '联系人已新建'),
  subject: Contact,
  data: { customers: t.list(t.id(Customer)) },
});
export const ContactUpdated = p.event('crm.contact.updated', {
  label: label('Contact updated', '联系人已修改'),
  subject: Contact,
  data: { fields: t.list(t.text(100)) },
});
export const ContactLinked = p.event('crm.contact.linked', {
  label: label('Contact linked to a customer', '联系人已关联客户'),
  subject: Contact,
  data: { customer: t.id(Customer), role: t.enum(ContactRole) },
});
export const ContactUnlinked = p.event('crm.contact.unlinked', {
  label: label('Contact left a customer', '联系人已离开客户'),
  subject: Contact,
  data: { customer: t.id(Customer), validTo: t.date() },
});
export const DecisionRoleSet = p.event('crm.contact.decisionRoleSet', {
  label: label('Decision role set', '决策角色已设定'),
  subject: Contact,
  data: { customer: t.id(Customer), from: t.enum(DecisionRole), to: t.enum(DecisionRole) },
});
export const ContactDeleted = p.event('crm.contact.deleted', {
  label: label('Contact deleted', '联系人已删除'),
  subject: Contact,
  data: {},
});

export const nameless = p.refusal('CRM_CONTACT_NAMELESS', {
  en: 'A contact has a name, or a family or given name.',
  zh: '联系人必须有姓名。',
});
export const unreachable = p.refusal('CRM_CONTACT_UNREACHABLE', {
  en: 'A contact has at least one channel or address by which they are reached.',
  zh: '联系人至少要有一种联系方式或地址。',
});
export const notLinked = p.refusal('CRM_CONTACT_NOT_LINKED', {
  en: 'The person is no contact of this customer.',
  zh: '该人员不是此客户的联系人。',
});
export const alreadyLinked = p.refusal('CRM_CONTACT_LINKED', {
  en: 'The person is a contact of this customer already.',
  zh: '该人员已是此客户的联系人。',
});
export const linkedTwice = p.refusal('CRM_CONTACT_TWICE', { en: 'The same customer is named twice.', zh: '重复指定了同一客户。' });
export const primaryTaken = p.refusal('CRM_PRIMARY_TAKEN', {
  en: 'The customer has a primary contact already; replace them by setPrimaryContact.',
  zh: '客户已有主要联系人，请用 setPrimaryContact 更换。',
});
export const primaryOver = p.refusal('CRM_PRIMARY_OVER', {
  en: 'Someone who was a contact until {validTo} is no primary one.',
  zh: '有效期至 {validTo} 的联系人不能设为主要联系人。',
});
export const endBeforeStart = p.refusal('CRM_END_BEFORE_START', {
  en: 'The end {validTo} is before the start {validFrom}.',
  zh: '结束日期 {validTo} 早于开始日期 {validFrom}。',
});
