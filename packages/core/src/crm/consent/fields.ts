import { label, type Related, type SQL, sql, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Consent, ContactSuppression, CustomerSuppression } from './entities.ts';

export const consentFields = p.fields(Consent, (f) => {
  const personal = { subject: 'contactId' } as const;
  return {
    channel: f.column('channel', { label: label('Channel', '渠道'), personal }),
    purpose: f.column('purpose', { label: label('Purpose', '用途'), personal }),
    given: f.column('given', { label: label('Given', '是否同意'), personal }),
    at: f.column('at', { label: label('At', '时间'), aggregate: ['min', 'max'] }),
    validUntil: f.column('validUntil', { label: label('Valid until', '有效期至') }),
    source: f.column('source', { label: label('Source', '来源'), input: t.text(200), personal }),
    evidence: f.column('evidence', { label: label('Evidence', '凭证'), group: false, input: t.text(2_000), personal }),
    contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  };
});

const texts = {
  channels: label('Channels (none: all)', '渠道（空为全部）'),
  purpose: label('Purpose (none: all but the exempt)', '用途（空为豁免以外的全部）'),
  reason: label('Reason', '原因'),
  note: label('Note', '备注'),
  ownerPlugin: label('Made by plugin', '所属插件'),
  until: label('Until', '截止时间'),
  releasedAt: label('Released', '解除时间'),
  releaseNote: label('Why it was released', '解除说明'),
  isInForce: label('In force', '是否生效'),
} as const;

/** Begun when it was made: it holds until its time is up or it is released. */
const inForce = (row: { readonly until: SQL; readonly releasedAt: SQL }, q: Related): SQL =>
  sql`${row.releasedAt} is null and coalesce(${row.until} > ${q.now}, true)`;

export const customerSuppressionFields = p.fields(CustomerSuppression, (f) => {
  const personal = { subject: 'customerId' } as const;
  return {
    channels: f.column('channels', { label: texts.channels, personal }),
    purpose: f.column('purpose', { label: texts.purpose, personal }),
    reason: f.column('reason', { label: texts.reason, personal }),
    note: f.column('note', { label: texts.note, group: false, input: t.text(2_000), personal }),
    ownerPlugin: f.column('ownerPlugin', { label: texts.ownerPlugin }),
    until: f.column('until', { label: texts.until }),
    releasedAt: f.column('releasedAt', { label: texts.releasedAt }),
    releaseNote: f.column('releaseNote', { label: texts.releaseNote, group: false, input: t.text(2_000), personal }),
    isInForce: f.sql('Boolean', inForce, { label: texts.isInForce, filter: true }),
    customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
  };
});

export const contactSuppressionFields = p.fields(ContactSuppression, (f) => {
  const personal = { subject: 'contactId' } as const;
  return {
    channels: f.column('channels', { label: texts.channels, personal }),
    purpose: f.column('purpose', { label: texts.purpose, personal }),
    reason: f.column('reason', { label: texts.reason, personal }),
    note: f.column('note', { label: texts.note, group: false, input: t.text(2_000), personal }),
    ownerPlugin: f.column('ownerPlugin', { label: texts.ownerPlugin }),
    until: f.column('until', { label: texts.until }),
    releasedAt: f.column('releasedAt', { label: texts.releasedAt }),
    releaseNote: f.column('releaseNote', { label: texts.releaseNote, group: false, input: t.text(2_000), personal }),
    isInForce: f.sql('Boolean', inForce, { label: texts.isInForce, filter: true }),
    contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  };
});

export const suppressionsOfCustomer = p.fields(Customer, (f) => ({
  suppressions: f.many(CustomerSuppression, { on: ['id', 'customerId'], label: label('Suppressions', '联系抑制') }),
}));

export const contactabilityOfContact = p.fields(Contact, (f) => ({
  consents: f.many(Consent, { on: ['id', 'contactId'], orderBy: 'at', label: label('Consents', '联系同意') }),
  suppressions: f.many(ContactSuppression, { on: ['id', 'contactId'], label: label('Suppressions', '联系抑制') }),
}));
