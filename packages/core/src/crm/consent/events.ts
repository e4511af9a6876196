/** What can be heard of consents and suppressions, and what is refused. */
import { label, t } from '@guanxi/core';
import { ChannelKind } from '../channels/enums.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Consent, ContactSuppression, CustomerSuppression } from './entities.ts';
import { ContactPurpose } from './enums.ts';

const consented = { contactId: t.id(Contact), channel: t.nullable(t.enum(ChannelKind)), purpose: t.enum(ContactPurpose) };
const ofContact = { channel: 'contactId', purpose: 'contactId' } as const;

export const ConsentGiven = p.event('crm.consent.given', {
  label: label('Consent given', '已同意联系'),
  subject: Consent,
  data: consented,
  personal: ofContact,
});
export const ConsentWithdrawn = p.event('crm.consent.withdrawn', {
  label: label('Consent withdrawn', '已撤回同意'),
  subject: Consent,
  data: consented,
  personal: ofContact,
});

/** A suppression whose time is up is not told: it holds no longer, without anybody's doing. */
const terms = { purpose: t.nullable(t.enum(ContactPurpose)), until: t.nullable(t.instant()), ownerPlugin: t.nullable(t.text(40)) };

export const CustomerSuppressionAdded = p.event('crm.customerSuppression.added', {
  label: label('Customer suppressed', '客户已抑制联系'),
  subject: CustomerSuppression,
  data: { customerId: t.id(Customer), ...terms },
  personal: { purpose: 'customerId' },
});
export const CustomerSuppressionReleased = p.event('crm.customerSuppression.released', {
  label: label('Suppression of a customer released', '客户联系抑制已解除'),
  subject: CustomerSuppression,
  data: { customerId: t.id(Customer), ...terms },
  personal: { purpose: 'customerId' },
});
export const ContactSuppressionAdded = p.event('crm.contactSuppression.added', {
  label: label('Contact suppressed', '联系人已抑制联系'),
  subject: ContactSuppression,
  data: { contactId: t.id(Contact), ...terms },
  personal: { purpose: 'contactId' },
});
export const ContactSuppressionReleased = p.event('crm.contactSuppression.released', {
  label: label('Suppression of a contact released', '联系人联系抑制已解除'),
  subject: ContactSuppression,
  data: { contactId: t.id(Contact), ...terms },
  personal: { purpose: 'contactId' },
});

export const contactRefused = p.refusal('CRM_CONTACT_REFUSED', {
  en: 'This person may not be reached: {reasons}',
  zh: '不得联系此人：{reasons}',
});
export const consentInFuture = p.refusal('CRM_CONSENT_IN_FUTURE', {
  en: 'What a person will say at {at} is not known yet.',
  zh: '{at} 尚未到来，无法登记。',
});
export const consentOver = p.refusal('CRM_CONSENT_OVER', {
  en: 'The end {until} is not after {at}, when the consent was given.',
  zh: '截止时间 {until} 不晚于同意时间 {at}。',
});
export const suppressionOver = p.refusal('CRM_SUPPRESSION_OVER', {
  en: 'A suppression until {until} would never hold.',
  zh: '截止于 {until} 的抑制不会生效。',
});
export const reasonUntold = p.refusal('CRM_SUPPRESSION_REASON', {
  en: 'Where the reason is OTHER, the note says what it is.',
  zh: '原因为“其他”时须填写备注。',
});
export const suppressionOfAnother = p.refusal('CRM_SUPPRESSION_OF_ANOTHER', {
  en: 'This suppression was made by plugin {plugin}, which alone can release it.',
  zh: '此抑制由插件 {plugin} 设置，仅该插件可解除。',
});
export const suppressionOfPeople = p.refusal('CRM_SUPPRESSION_OF_PEOPLE', {
  en: 'This suppression was made by people; no plugin releases it.',
  zh: '此抑制由人工设置，插件不得解除。',
});
export const alreadyReleased = p.refusal('CRM_SUPPRESSION_RELEASED', {
  en: 'This suppression was released at {at} already.',
  zh: '此抑制已于 {at} 解除。',
});
