import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Handover, HandoverLine } from './entities.ts';

export const handoverFields = p.fields(Handover, (f) => ({
  from: f.one(Staff, { on: ['fromId', 'id'], label: label('From', '移交人') }),
  to: f.one(Staff, { on: ['toId', 'id'], label: label('To', '接收人') }),
  customerCount: f.column('customerCount', { label: label('Customers', '客户数'), aggregate: ['sum', 'avg', 'max'] }),
  note: f.column('note', { label: label('Note', '说明'), input: t.text(4000) }),
  lines: f.many(HandoverLine, { on: ['id', 'handoverId'], label: label('Summary', '移交摘要') }),
}));

export const handoverLineFields = p.fields(HandoverLine, (f) => ({
  topic: f.column('topic', { label: label('Topic', '主题'), input: t.text(60) }),
  text: f.column('text', { label: label('Text', '内容'), input: t.text(2000), personal: { subject: 'customerId' } }),
  handover: f.one(Handover, { on: ['handoverId', 'id'], label: label('Handover', '移交') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));
