import { label, type Related, type SQL, type Sql, sql, t, type ValueOf } from '@guanxi/core';
import { ContactAddress } from '../addresses/entities.ts';
import { ContactChannel } from '../channels/entities.ts';
import { forContacts } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Contact, ContactLink } from './entities.ts';
import type { DecisionRole } from './enums.ts';
import { addressAs } from './names.ts';
import { lasts } from './validity.ts';

const personal = { subject: 'id' } as const;

export const contactFields = p.fields(Contact, (f) => ({
  name: f.column('name', { ...forContacts, label: label('Name', '姓名'), search: 'name', group: false, input: t.text(200), personal }),
  familyName: f.column('familyName', { ...forContacts, label: label('Family name', '姓'), input: t.text(100), personal }),
  givenName: f.column('givenName', { ...forContacts, label: label('Given name', '名'), input: t.text(100), personal }),
  title: f.column('title', { ...forContacts, label: label('Job title', '职务'), search: 'text', input: t.text(200), personal }),
  salutation: f.column('salutation', { ...forContacts, label: label('Salutation', '称谓'), personal }),
  language: f.column('language', { ...forContacts, label: label('Language', '语言'), input: t.language() }),
  latentNeeds: f.column('latentNeeds', { label: label('Latent needs', '潜在需求'), input: t.list(t.text(500), { max: 100 }), personal }),
  likes: f.column('likes', { label: label('Likes', '喜好'), input: t.list(t.text(500), { max: 100 }), personal }),
  dislikes: f.column('dislikes', { label: label('Dislikes', '忌讳'), input: t.list(t.text(500), { max: 100 }), personal }),
  externalRef: f.column('externalRef', {
    label: label('Reference elsewhere', '外部编号'),
    search: 'exact',
    group: false,
    input: t.text(100),
    personal,
  }),
  erasedAt: f.column('erasedAt', { label: label('Erased', '抹除时间') }),
  classification: f.column('classification', { label: label('Classification', '密级') }),
  addressAs: f.computed('String', {
    ...forContacts,
    needs: ['name', 'familyName', 'salutation'],
    label: label('Addressed as', '称呼'),
    personal,
    resolve: (people, { locale }) => people.map((person) => addressAs(person, person.salutation, locale)),
  }),
  /** The most that the person decides anywhere; the role at one customer is on the link. */
  decisionRole: f.sql('String', strongestRole, { label: label('Decision role', '决策角色'), filter: true, sort: false, personal }),

  channels: f.many(ContactChannel, { ...forContacts, on: ['id', 'contactId'], label: label('Channels', '联系方式') }),
  addresses: f.many(ContactAddress, { ...forContacts, on: ['id', 'contactId'], label: label('Addresses', '地址') }),
  customerLinks: f.many(ContactLink, {
    ...forContacts,
    on: ['id', 'contactId'],
    label: label('Customers with the role there', '客户及角色'),
  }),
  customers: f.through(Customer, ContactLink, {
    ...forContacts,
    from: ['id', 'contactId'],
    to: ['customerId', 'id'],
    label: label('Customers', '客户'),
  }),
}));

function strongestRole(contact: Sql<Contact>, q: Related): SQL {
  const has = (role: ValueOf<typeof DecisionRole>): SQL =>
    q.exists(ContactLink, (link) => sql`${link.contactId} = ${contact.id} and ${link.decisionRole} = ${role} and ${lasts(link, q)}`);
  return sql`case when ${has('DECISION_MAKER')} then 'DECISION_MAKER' when ${has('INFLUENCER')} then 'INFLUENCER'
    when ${has('USER')} then 'USER' when ${has('NOT_DECISION_MAKER')} then 'NOT_DECISION_MAKER' else 'UNKNOWN' end`;
}

export const contactLinkFields = p.fields(ContactLink, (f) => ({
  customerId: f.column('customerId', { ...forContacts, label: label('Customer’s id', '客户编号') }),
  contactId: f.column('contactId', { ...forContacts, label: label('Contact’s id', '联系人编号') }),
  role: f.column('role', { ...forContacts, label: label('Role', '角色') }),
  decisionRole: f.column('decisionRole', { label: label('Decision role', '决策角色'), personal: { subject: 'contactId' } }),
  isPrimary: f.column('isPrimary', { ...forContacts, label: label('Primary contact', '主要联系人') }),
  validFrom: f.column('validFrom', { ...forContacts, label: label('Since', '开始日期') }),
  validTo: f.column('validTo', { ...forContacts, label: label('Until', '结束日期') }),
  customer: f.one(Customer, { ...forContacts, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  contact: f.one(Contact, { ...forContacts, on: ['contactId', 'id'], label: label('Contact', '联系人') }),
}));
