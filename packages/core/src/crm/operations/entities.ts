import { type Entity, type EntityOf, label, operationRefusals, operations, through } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface Operation extends EntityOf<'Operation', typeof operations> {}
/** Long work: the kernel does it in batches, and says here how far it is. */
export const Operation: Entity<Operation> = p.entity('Operation', {
  table: operations,
  idPrefix: 'opn',
  label: label('Operation', '批量作业'),
  display: 'name',
  read: 'crm:operations:read',
  history: 'none',
});

export interface OperationRefusal extends EntityOf<'OperationRefusal', typeof operationRefusals> {}
export const OperationRefusal: Entity<OperationRefusal> = p.entity('OperationRefusal', {
  table: operationRefusals,
  idPrefix: 'opr',
  label: label('Refused item of an operation', '作业被拒项'),
  read: through('operationId'),
  history: 'none',
});
