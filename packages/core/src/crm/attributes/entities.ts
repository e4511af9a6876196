import { attributeDefinitions, type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface AttributeDefinition extends EntityOf<'AttributeDefinition', typeof attributeDefinitions> {}
/** The kernel keeps and obeys the definitions; what is here shows and changes them. */
export const AttributeDefinition: Entity<AttributeDefinition> = p.entity('AttributeDefinition', {
  table: attributeDefinitions,
  idPrefix: 'att',
  sealed: true,
  label: label('Attribute', '自定义字段'),
  display: 'key',
  orderBy: { column: 'key', direction: 'ASC' },
  read: 'crm:attributes:read',
});
