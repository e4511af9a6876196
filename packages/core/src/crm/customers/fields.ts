import { label, sql, t } from '@guanxi/core';
import { CustomerAddress } from '../addresses/entities.ts';
import { CustomerChannel } from '../channels/entities.ts';
import { forContacts } from '../common.ts';
import { Contact, ContactLink } from '../contacts/entities.ts';
import { lasts } from '../contacts/validity.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Team } from '../teams/entities.ts';
import { Customer } from './entities.ts';

// A customer may be a person: what identifies it is personal data then.
const personal = { subject: 'id' } as const;

export const customerFields = p.fields(Customer, (f) => ({
  code: f.column('code', { ...forContacts, label: label('Code', '客户编号'), search: 'exact', group: false, input: t.text(40) }),
  name: f.column('name', {
    ...forContacts,
    label: label('Name', '名称'),
    search: 'name',
    group: false,
    input: t.text(200),
    personal: { ...personal, also: ['nameBlock'] },
  }),
  kind: f.column('kind', { ...forContacts, label: label('Kind', '客户类型') }),
  status: f.column('status', { ...forContacts, label: label('Status', '状态') }),
  roles: f.column('roles', { label: label('Roles', '角色') }),
  sector: f.column('sector', { label: label('Sector', '行业属性') }),
  industry: f.column('industry', { label: label('Industry', '行业'), input: t.text(100) }),
  region: f.column('region', { label: label('Region', '地区'), input: t.text(100) }),
  source: f.column('source', { label: label('Source', '来源'), input: t.text(100) }),
  department: f.column('department', { label: label('Department', '负责部门'), input: t.text(100) }),
  registrationNumber: f.column('registrationNumber', {
    label: label('Registration number', '注册号'),
    search: 'exact',
    group: false,
    input: t.text(100),
    personal: { ...personal, also: ['registrationKey'] },
  }),
  language: f.column('language', { ...forContacts, label: label('Language', '语言'), input: t.language() }),
  zone: f.column('zone', { ...forContacts, label: label('Time zone', '时区'), input: t.zone() }),
  currency: f.column('currency', { ...forContacts, label: label('Currency', '币种'), input: t.currency() }),
  ownerId: f.column('ownerId', { label: label('Owner’s id', '负责人编号') }),
  teamId: f.column('teamId', { label: label('Team’s id', '团队编号') }),
  erasedAt: f.column('erasedAt', { label: label('Erased', '抹除时间') }),

  classification: f.column('classification', { label: label('Classification', '密级') }),

  owner: f.one(Staff, { on: ['ownerId', 'id'], label: label('Owner', '负责人') }),
  team: f.one(Team, { on: ['teamId', 'id'], label: label('Team', '团队') }),
  mergedInto: f.one(Customer, { on: ['mergedIntoId', 'id'], label: label('Merged into', '合并到') }),
  aliases: f.many(Customer, { on: ['id', 'mergedIntoId'], label: label('Merged from', '合并来源') }),
  channels: f.many(CustomerChannel, { ...forContacts, on: ['id', 'customerId'], label: label('Channels', '联系方式') }),
  addresses: f.many(CustomerAddress, { ...forContacts, on: ['id', 'customerId'], label: label('Addresses', '地址') }),
  contactLinks: f.many(ContactLink, {
    ...forContacts,
    on: ['id', 'customerId'],
    label: label('Contacts with their roles', '联系人及角色'),
  }),
  contacts: f.through(Contact, ContactLink, {
    ...forContacts,
    from: ['id', 'customerId'],
    to: ['contactId', 'id'],
    label: label('Contacts', '联系人'),
  }),
  decisionMakers: f.through(Contact, ContactLink, {
    from: ['id', 'customerId'],
    to: ['contactId', 'id'],
    where: (link, q) => sql`${link.decisionRole} = 'DECISION_MAKER' and ${lasts(link, q)}`,
    label: label('Decision makers', '决策人'),
  }),
}));
