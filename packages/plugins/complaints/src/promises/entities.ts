import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { authorities, promises } from './tables.ts';

export interface ComplaintPromise extends EntityOf<'ComplaintPromise', typeof promises> {}
export const ComplaintPromise: Entity<ComplaintPromise> = p.entity('ComplaintPromise', {
  table: promises,
  idPrefix: 'cpr',
  label: label('Promise', '承诺'),
  display: 'text',
  orderBy: { column: 'dueAt', direction: 'ASC' },
  read: through('complaintId'),
});

export interface PromiseAuthority extends EntityOf<'PromiseAuthority', typeof authorities> {}
export const PromiseAuthority: Entity<PromiseAuthority> = p.entity('PromiseAuthority', {
  table: authorities,
  idPrefix: 'cau',
  label: label('Authority to promise', '承诺权限'),
  plural: 'promiseAuthorities',
  read: 'complaints:read',
});
