import { label, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { ContactTagging, CustomerTagging, Tag } from './entities.ts';

export const tagFields = p.fields(Tag, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(60) }),
  color: f.column('color', { label: label('Colour', '颜色') }),
  description: f.column('description', { label: label('Description', '说明'), input: t.text(500) }),
  customers: f.through(Customer, CustomerTagging, { from: ['id', 'tagId'], to: ['customerId', 'id'], label: label('Customers', '客户') }),
  contacts: f.through(Contact, ContactTagging, { from: ['id', 'tagId'], to: ['contactId', 'id'], label: label('Contacts', '联系人') }),
}));

export const customerTaggingFields = p.fields(CustomerTagging, (f) => ({
  customerId: f.column('customerId', { label: label('Customer’s id', '客户编号') }),
  tag: f.one(Tag, { on: ['tagId', 'id'], label: label('Tag', '标签') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));
export const contactTaggingFields = p.fields(ContactTagging, (f) => ({
  contactId: f.column('contactId', { label: label('Contact’s id', '联系人编号') }),
  tag: f.one(Tag, { on: ['tagId', 'id'], label: label('Tag', '标签') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
}));

export const tagsOfCustomer = p.fields(Customer, (f) => ({
  tags: f.through(Tag, CustomerTagging, { from: ['id', 'customerId'], to: ['tagId', 'id'], label: label('Tags', '标签') }),
}));
export const tagsOfContact = p.fields(Contact, (f) => ({
  tags: f.through(Tag, ContactTagging, { from: ['id', 'contactId'], to: ['tagId', 'id'], label: label('Tags', '标签') }),
}));
