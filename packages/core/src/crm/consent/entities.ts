import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { consents, contactSuppressions, customerSuppressions } from './tables.ts';

export interface Consent extends EntityOf<'Consent', typeof consents> {}
export const Consent: Entity<Consent> = p.entity('Consent', {
  table: consents,
  idPrefix: 'cns',
  label: label('Consent', '联系同意'),
  orderBy: { column: 'at', direction: 'DESC' },
  mutable: false,
  sealed: true,
  read: through('contactId', 'crm:consent:read'),
});

export interface CustomerSuppression extends EntityOf<'CustomerSuppression', typeof customerSuppressions> {}
export const CustomerSuppression: Entity<CustomerSuppression> = p.entity('CustomerSuppression', {
  table: customerSuppressions,
  idPrefix: 'csu',
  label: label('Suppression of a customer', '客户联系抑制'),
  sealed: true,
  read: through('customerId', 'crm:suppressions:read'),
});

export interface ContactSuppression extends EntityOf<'ContactSuppression', typeof contactSuppressions> {}
export const ContactSuppression: Entity<ContactSuppression> = p.entity('ContactSuppression', {
  table: contactSuppressions,
  idPrefix: 'cosu',
  label: label('Suppression of a contact', '联系人联系抑制'),
  sealed: true,
  read: through('contactId', 'crm:suppressions:read'),
});
