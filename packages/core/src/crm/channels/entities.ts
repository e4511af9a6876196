import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { contactChannels, customerChannels } from './tables.ts';

export interface CustomerChannel extends EntityOf<'CustomerChannel', typeof customerChannels> {}
export const CustomerChannel: Entity<CustomerChannel> = p.entity('CustomerChannel', {
  table: customerChannels,
  idPrefix: 'cuc',
  label: label('Channel of a customer', '客户联系方式'),
  display: 'value',
  read: through('customerId'),
});

export interface ContactChannel extends EntityOf<'ContactChannel', typeof contactChannels> {}
export const ContactChannel: Entity<ContactChannel> = p.entity('ContactChannel', {
  table: contactChannels,
  idPrefix: 'coc',
  label: label('Channel of a contact', '联系人联系方式'),
  display: 'value',
  read: through('contactId'),
});
