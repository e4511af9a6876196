import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { contactTaggings, customerTaggings, tags } from './tables.ts';

export interface Tag extends EntityOf<'Tag', typeof tags> {}
export const Tag: Entity<Tag> = p.entity('Tag', {
  table: tags,
  idPrefix: 'tag',
  label: label('Tag', '标签'),
  display: 'name',
  orderBy: { column: 'nameKey', direction: 'ASC' },
  read: 'crm:tags:read',
});

export interface CustomerTagging extends EntityOf<'CustomerTagging', typeof customerTaggings> {}
export const CustomerTagging: Entity<CustomerTagging> = p.entity('CustomerTagging', {
  table: customerTaggings,
  idPrefix: 'cut',
  label: label('Tag on a customer', '客户标签'),
  read: through('customerId', 'crm:tags:read'),
});

export interface ContactTagging extends EntityOf<'ContactTagging', typeof contactTaggings> {}
export const ContactTagging: Entity<ContactTagging> = p.entity('ContactTagging', {
  table: contactTaggings,
  idPrefix: 'cot',
  label: label('Tag on a contact', '联系人标签'),
  read: through('contactId', 'crm:tags:read'),
});
