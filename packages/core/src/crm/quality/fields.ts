import { label } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { FieldVerification } from './entities.ts';

export const verificationFields = p.fields(FieldVerification, (f) => ({
  field: f.column('field', { label: label('Field', '字段') }),
  correct: f.column('correct', { label: label('Found correct', '核实无误') }),
  verifiedAt: f.column('verifiedAt', { label: label('Verified at', '核实时间') }),
  customerId: f.column('customerId', { label: label('Customer’s id', '客户编号') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
  verifiedBy: f.one(Staff, { on: ['verifiedById', 'id'], label: label('Verified by', '核实人') }),
}));

export const verificationsOfCustomer = p.fields(Customer, (f) => ({
  verifications: f.many(FieldVerification, { on: ['id', 'customerId'], orderBy: 'verifiedAt', label: label('Verifications', '核实记录') }),
}));
