import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { customerMerges } from './tables.ts';

export interface CustomerMerge extends EntityOf<'CustomerMerge', typeof customerMerges> {}
export const CustomerMerge: Entity<CustomerMerge> = p.entity('CustomerMerge', {
  table: customerMerges,
  idPrefix: 'cum',
  label: label('Merge of customers', '客户合并'),
  read: through('survivorId', 'crm:customers:merge'),
});
