import { label, t } from '@guanxi/core';
import { forContacts } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { ContactAddress, CustomerAddress } from './entities.ts';

const texts = {
  kind: label('Kind', '类型'),
  lines: label('Street and building', '街道门牌'),
  city: label('City', '城市'),
  region: label('Region', '省份'),
  postalCode: label('Postal code', '邮编'),
  country: label('Country as written', '国家（原文）'),
  countryCode: label('Country', '国家代码'),
  isPrimary: label('Primary', '首选'),
} as const;

export const customerAddressFields = p.fields(CustomerAddress, (f) => {
  const personal = { subject: 'customerId' } as const;
  return {
    kind: f.column('kind', { ...forContacts, label: texts.kind }),
    lines: f.column('lines', {
      ...forContacts,
      label: texts.lines,
      input: t.list(t.text(200), { min: 1, max: 6 }),
      personal: { ...personal, also: ['normalised'] },
    }),
    city: f.column('city', { ...forContacts, label: texts.city, input: t.text(100), personal }),
    region: f.column('region', { ...forContacts, label: texts.region, input: t.text(100) }),
    postalCode: f.column('postalCode', { ...forContacts, label: texts.postalCode, input: t.text(20), personal }),
    country: f.column('country', { ...forContacts, label: texts.country, input: t.text(100), personal }),
    countryCode: f.column('countryCode', { ...forContacts, label: texts.countryCode }),
    isPrimary: f.column('isPrimary', { ...forContacts, label: texts.isPrimary }),
    customer: f.one(Customer, { ...forContacts, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  };
});

export const contactAddressFields = p.fields(ContactAddress, (f) => {
  const personal = { subject: 'contactId' } as const;
  return {
    kind: f.column('kind', { ...forContacts, label: texts.kind }),
    lines: f.column('lines', {
      ...forContacts,
      label: texts.lines,
      input: t.list(t.text(200), { min: 1, max: 6 }),
      personal: { ...personal, also: ['normalised'] },
    }),
    city: f.column('city', { ...forContacts, label: texts.city, input: t.text(100), personal }),
    region: f.column('region', { ...forContacts, label: texts.region, input: t.text(100) }),
    postalCode: f.column('postalCode', { ...forContacts, label: texts.postalCode, input: t.text(20), personal }),
    country: f.column('country', { ...forContacts, label: texts.country, input: t.text(100), personal }),
    countryCode: f.column('countryCode', { ...forContacts, label: texts.countryCode }),
    isPrimary: f.column('isPrimary', { ...forContacts, label: texts.isPrimary }),
    contact: f.one(Contact, { ...forContacts, on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  };
});
