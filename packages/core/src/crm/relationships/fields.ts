import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Relationship } from './entities.ts';

const personal = { subject: ['fromId', 'toId'] } as const;

export const relationshipFields = p.fields(Relationship, (f) => ({
  type: f.column('type', { label: label('Type', '类型') }),
  role: f.column('role', { label: label('Role', '角色'), input: t.text(200), personal }),
  validFrom: f.column('validFrom', { label: label('Since', '开始日期') }),
  validTo: f.column('validTo', { label: label('Until', '结束日期') }),
  endReason: f.column('endReason', {
    label: label('Why it ended', '终止原因'),
    input: t.text(500),
    personal: { ...personal, keepsText: true },
  }),
  contractRef: f.column('contractRef', { label: label('Contract', '合同编号'), input: t.text(100), personal }),
  valueToCompany: f.column('valueToCompany', {
    label: label('Value to the company', '对企业的价值'),
    classification: 'CONFIDENTIAL',
    input: t.text(2_000),
    personal,
  }),
  valueToCustomer: f.column('valueToCustomer', { label: label('Value to the customer', '对客户的价值'), input: t.text(2_000), personal }),

  fromId: f.column('fromId', { label: label('From, its id', '甲方编号') }),
  toId: f.column('toId', { label: label('To, its id', '乙方编号') }),
  from: f.one(Customer, { on: ['fromId', 'id'], label: label('From', '甲方') }),
  to: f.one(Customer, { on: ['toId', 'id'], label: label('To', '乙方') }),
}));

export const relationshipsOfCustomer = p.fields(Customer, (f) => ({
  /** Where the customer is the other party, the firm's with it among them. */
  relationships: f.many(Relationship, { on: ['id', 'toId'], orderBy: 'validFrom', label: label('Relationships to it', '作为乙方的关系') }),
  relationshipsFrom: f.many(Relationship, {
    on: ['id', 'fromId'],
    orderBy: 'validFrom',
    label: label('Relationships from it', '作为甲方的关系'),
  }),
}));
