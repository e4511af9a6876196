import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { contactAddresses, customerAddresses } from './tables.ts';

export interface CustomerAddress extends EntityOf<'CustomerAddress', typeof customerAddresses> {}
export const CustomerAddress: Entity<CustomerAddress> = p.entity('CustomerAddress', {
  table: customerAddresses,
  idPrefix: 'cua',
  label: label('Address of a customer', '客户地址'),
  plural: 'customerAddresses',
  read: through('customerId'),
});

export interface ContactAddress extends EntityOf<'ContactAddress', typeof contactAddresses> {}
export const ContactAddress: Entity<ContactAddress> = p.entity('ContactAddress', {
  table: contactAddresses,
  idPrefix: 'coa',
  label: label('Address of a contact', '联系人地址'),
  plural: 'contactAddresses',
  read: through('contactId'),
});
