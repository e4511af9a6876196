import { label, t } from '@guanxi/core';
import { forContacts } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { ContactChannel, CustomerChannel } from './entities.ts';

const texts = {
  kind: label('Kind', '类型'),
  value: label('As written', '原文'),
  normalised: label('Normalised', '规范形式'),
  verification: label('Verified', '核实状态'),
  isPrimary: label('Primary', '首选'),
  label: label('Remark', '说明'),
} as const;

export const customerChannelFields = p.fields(CustomerChannel, (f) => {
  const personal = { subject: 'customerId' } as const;
  return {
    kind: f.column('kind', { ...forContacts, label: texts.kind }),
    value: f.column('value', { ...forContacts, label: texts.value, group: false, input: t.text(500), personal }),
    normalised: f.column('normalised', { label: texts.normalised, group: false, personal }),
    verification: f.column('verification', { ...forContacts, label: texts.verification }),
    isPrimary: f.column('isPrimary', { ...forContacts, label: texts.isPrimary }),
    label: f.column('label', { ...forContacts, label: texts.label, input: t.text(100), personal }),
    customer: f.one(Customer, { ...forContacts, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  };
});

export const contactChannelFields = p.fields(ContactChannel, (f) => {
  const personal = { subject: 'contactId' } as const;
  return {
    kind: f.column('kind', { ...forContacts, label: texts.kind }),
    value: f.column('value', { ...forContacts, label: texts.value, group: false, input: t.text(500), personal }),
    normalised: f.column('normalised', { label: texts.normalised, group: false, personal }),
    verification: f.column('verification', { ...forContacts, label: texts.verification }),
    isPrimary: f.column('isPrimary', { ...forContacts, label: texts.isPrimary }),
    label: f.column('label', { ...forContacts, label: texts.label, input: t.text(100), personal }),
    contact: f.one(Contact, { ...forContacts, on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  };
});
