import { type Entity, type EntityOf, fieldClasses, label } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface FieldClass extends EntityOf<'FieldClass', typeof fieldClasses> {}
/** The kernel obeys the classes that the house has given to fields; what is here shows and changes them. */
export const FieldClass: Entity<FieldClass> = p.entity('FieldClass', {
  table: fieldClasses,
  idPrefix: 'fcl',
  label: label('Classification of a field', '字段密级'),
  plural: 'fieldClasses',
  display: 'field',
  sealed: true,
  read: 'crm:classification:read',
});
