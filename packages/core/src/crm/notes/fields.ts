import { label, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Note } from './entities.ts';

export const noteFields = p.fields(Note, (f) => ({
  text: f.column('text', {
    label: label('Text', '内容'),
    sort: false,
    group: false,
    input: t.text(20_000),
    personal: { subject: ['customerId', 'contactId'] },
  }),
  pinned: f.column('pinned', { label: label('Pinned', '置顶') }),
  author: f.one(Staff, { on: ['authorId', 'id'], label: label('Author', '作者') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
}));

export const notesOfCustomer = p.fields(Customer, (f) => ({
  notes: f.many(Note, { on: ['id', 'customerId'], orderBy: 'createdAt', label: label('Notes', '备注') }),
}));
export const notesOfContact = p.fields(Contact, (f) => ({
  notes: f.many(Note, { on: ['id', 'contactId'], orderBy: 'createdAt', label: label('Notes', '备注') }),
}));
