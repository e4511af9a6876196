/** What can be heard of relationships, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Relationship } from './entities.ts';
import { RelationshipType } from './enums.ts';

const parties = { fromId: t.nullable(t.id(Customer)), toId: t.id(Customer), type: t.enum(RelationshipType) };

export const RelationshipCreated = p.event('crm.relationship.created', {
  label: label('Relationship created', '客户关系已建立'),
  subject: Relationship,
  data: { ...parties, validFrom: t.date() },
});
export const RelationshipUpdated = p.event('crm.relationship.updated', {
  label: label('Relationship updated', '客户关系已修改'),
  subject: Relationship,
  data: { ...parties, fields: t.list(t.text(100)) },
});
export const RelationshipEnded = p.event('crm.relationship.ended', {
  label: label('Relationship ended', '客户关系已终止'),
  subject: Relationship,
  data: { ...parties, validTo: t.date() },
});

export const withItself = p.refusal('CRM_RELATIONSHIP_WITH_ITSELF', {
  en: 'A customer has no relationship with itself.',
  zh: '客户不能与自身建立关系。',
});
export const needsFrom = p.refusal('CRM_RELATIONSHIP_NEEDS_FROM', {
  en: '{type} is between two customers: say whom it is from.',
  zh: '{type} 是两个客户之间的关系，请指明甲方。',
});
export const needsContract = p.refusal('CRM_RELATIONSHIP_NEEDS_CONTRACT', {
  en: 'A relationship of type {type} refers to its contract.',
  zh: '{type} 类关系必须注明合同编号。',
});
export const endsBeforeStart = p.refusal('CRM_RELATIONSHIP_PERIOD', {
  en: 'It would end on {validTo}, before it began on {validFrom}.',
  zh: '结束日期 {validTo} 早于开始日期 {validFrom}。',
});
export const endWithoutReason = p.refusal('CRM_RELATIONSHIP_END_REASON', {
  en: 'An end has a reason, and a reason an end.',
  zh: '终止日期与终止原因必须同时填写。',
});
export const sameAgain = p.refusal('CRM_RELATIONSHIP_OVERLAPS', {
  en: 'These parties have a relationship of type {type} in that time already.',
  zh: '双方在该时段已有 {type} 类关系。',
});
export const onlyOne = p.refusal('CRM_RELATIONSHIP_CARDINALITY', {
  en: 'In type {type} this customer can have one at a time, and has it in that time.',
  zh: '{type} 类关系中该客户同时只能有一个，且该时段已存在。',
});
export const closesCircle = p.refusal('CRM_RELATIONSHIP_CYCLE', {
  en: 'This would put a customer above itself in the hierarchy of {type}.',
  zh: '这会使客户在 {type} 层级中位于自身之上。',
});
export const hasEnded = p.refusal('CRM_RELATIONSHIP_ENDED', {
  en: 'The relationship ended on {validTo}.',
  zh: '该关系已于 {validTo} 终止。',
});
export const noHierarchy = p.refusal('CRM_NO_HIERARCHY', {
  en: 'Relationships of type {type} make no hierarchy.',
  zh: '{type} 类关系不构成层级。',
});
