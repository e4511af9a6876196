import { label, t } from '@guanxi/core';
import { forContacts } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Interaction, InteractionContact } from './entities.ts';

// What was said is personal data of the customer, who may be a person, and of everybody who took part.
const personal = { subject: ['customerId', { via: InteractionContact, from: 'interactionId', to: 'contactId' }] } as const;

export const interactionFields = p.fields(Interaction, (f) => ({
  channel: f.column('channel', { ...forContacts, label: label('Channel', '渠道') }),
  direction: f.column('direction', { ...forContacts, label: label('Direction', '方向') }),
  phase: f.column('phase', { label: label('Phase of the sale', '销售阶段') }),
  touchpoint: f.column('touchpoint', { label: label('Touchpoint', '接触点'), input: t.text(200) }),
  at: f.column('at', { ...forContacts, label: label('At', '时间') }),
  subject: f.column('subject', { ...forContacts, label: label('Subject', '主题'), group: false, input: t.text(500), personal }),
  body: f.column('body', { label: label('What was said', '内容'), sort: false, group: false, input: t.text(50_000), personal }),
  outcome: f.column('outcome', { label: label('Outcome', '结果'), input: t.text(2_000), personal }),
  learnedFacts: f.column('learnedFacts', {
    label: label('What was learnt', '了解到的情况'),
    input: t.list(t.text(500), { max: 50 }),
    personal,
  }),

  customer: f.one(Customer, { ...forContacts, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  contacts: f.through(Contact, InteractionContact, {
    ...forContacts,
    from: ['id', 'interactionId'],
    to: ['contactId', 'id'],
    label: label('Participants', '参与人'),
  }),
  recordedBy: f.one(Staff, { on: ['recordedById', 'id'], label: label('Recorded by', '登记人') }),
  corrects: f.one(Interaction, { on: ['correctsId', 'id'], label: label('Corrects', '更正的记录') }),
  corrections: f.many(Interaction, { on: ['id', 'correctsId'], orderBy: 'at', label: label('Corrected by', '更正记录') }),
  linkedTo: f.any({ type: 'linkedType', id: 'linkedId', label: label('About', '关联记录') }),
}));

export const interactionContactFields = p.fields(InteractionContact, (f) => ({
  interaction: f.one(Interaction, { ...forContacts, on: ['interactionId', 'id'], label: label('Interaction', '接触记录') }),
  contact: f.one(Contact, { ...forContacts, on: ['contactId', 'id'], label: label('Contact', '联系人') }),
}));

export const interactionsOfCustomer = p.fields(Customer, (f) => ({
  interactions: f.many(Interaction, { ...forContacts, on: ['id', 'customerId'], orderBy: 'at', label: label('Interactions', '接触记录') }),
}));
export const interactionsOfContact = p.fields(Contact, (f) => ({
  interactions: f.through(Interaction, InteractionContact, {
    ...forContacts,
    from: ['id', 'contactId'],
    to: ['interactionId', 'id'],
    label: label('Interactions', '接触记录'),
  }),
}));
