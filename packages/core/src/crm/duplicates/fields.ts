import { label } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { CustomerMerge } from './entities.ts';

export const customerMergeFields = p.fields(CustomerMerge, (f) => ({
  survivor: f.one(Customer, { on: ['survivorId', 'id'], label: label('Survivor', '保留客户') }),
  duplicate: f.one(Customer, { on: ['duplicateId', 'id'], label: label('Duplicate', '重复客户') }),
  undoneAt: f.column('undoneAt', { label: label('Undone at', '撤销时间') }),
}));
