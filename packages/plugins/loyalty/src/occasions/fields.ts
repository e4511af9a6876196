import { label, t } from '@guanxi/core';
import { Contact, Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { LoyaltyGesture, LoyaltyOccasion } from './entities.ts';

// A person's days and what was done for them are theirs, whether they are the customer or one of its people.
const personal = { subject: ['customerId', 'contactId'] } as const;

export const occasionFields = p.fields(LoyaltyOccasion, (f) => ({
  kind: f.column('kind', { label: label('Kind', '类型') }),
  date: f.column('date', { label: label('Date', '日期'), personal: { ...personal, also: ['monthDay'] } }),
  note: f.column('note', { label: label('Note', '备注'), group: false, input: t.text(2_000), personal }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  gestures: f.many(LoyaltyGesture, { on: ['id', 'occasionId'], orderBy: 'at', label: label('Gestures', '关怀记录') }),
}));

export const gestureFields = p.fields(LoyaltyGesture, (f) => ({
  kind: f.column('kind', { label: label('Kind', '类型') }),
  at: f.column('at', { label: label('At', '时间') }),
  note: f.column('note', { label: label('Note', '备注'), group: false, input: t.text(2_000), personal }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  occasion: f.one(LoyaltyOccasion, { on: ['occasionId', 'id'], label: label('Occasion', '纪念日') }),
}));

export const occasionsOfCustomer = p.fields(Customer, (f) => ({
  occasions: f.many(LoyaltyOccasion, { on: ['id', 'customerId'], label: label('Occasions', '纪念日') }),
  gestures: f.many(LoyaltyGesture, { on: ['id', 'customerId'], orderBy: 'at', label: label('Gestures', '关怀记录') }),
}));
