/** What can be heard of attributes, and what is refused. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { AttributeDefinition } from './entities.ts';

const named = { entity: t.text(80), key: t.text(101) };

export const AttributeDefined = p.event('crm.attribute.defined', {
  label: label('Attribute defined', '自定义字段已定义'),
  subject: AttributeDefinition,
  data: named,
});
export const AttributeChanged = p.event('crm.attribute.changed', {
  label: label('Attribute changed', '自定义字段已修改'),
  subject: AttributeDefinition,
  data: { ...named, fields: t.list(t.text(40)) },
});
export const AttributeRetired = p.event('crm.attribute.retired', {
  label: label('Attribute retired', '自定义字段已停用'),
  subject: AttributeDefinition,
  data: named,
});

export const keyWithoutNamespace = p.refusal('CRM_ATTRIBUTE_KEY', {
  en: '“{key}” is no key: write it as namespace.name, such as sales.rating.',
  zh: '“{key}”不是有效的键，请写作“命名空间.名称”，如 sales.rating。',
});
export const noAttributesOf = p.refusal('CRM_ATTRIBUTE_ENTITY', { en: '{entity} takes no attributes.', zh: '{entity} 不支持自定义字段。' });
export const choicesWrong = p.refusal('CRM_ATTRIBUTE_CHOICES', {
  en: 'Choices belong to attributes of choice: at least one, each once ({problem}).',
  zh: '选项只用于单选或多选字段，至少一项且不重复（{problem}）。',
});
export const defaultWrong = p.refusal('CRM_ATTRIBUTE_DEFAULT', {
  en: 'The default is no value of type {type}, or the attribute can have none.',
  zh: '默认值不符合类型 {type}，或该字段不能有默认值。',
});
export const referenceWrong = p.refusal('CRM_ATTRIBUTE_REFERENCE', {
  en: 'Say which type of record it refers to; only references do.',
  zh: '请指明引用的记录类型，且仅引用字段需要。',
});
export const cannotBeUnique = p.refusal('CRM_ATTRIBUTE_UNIQUE', {
  en: 'Values of type {type} cannot be unique.',
  zh: '类型 {type} 不支持唯一值。',
});
export const cannotBeIndexed = p.refusal('CRM_ATTRIBUTE_NOT_INDEXABLE', {
  en: 'Values of type {type} cannot be indexed.',
  zh: '类型 {type} 不支持索引。',
});
export const noSlotLeft = p.refusal('CRM_ATTRIBUTE_SLOTS', {
  en: '{entity} has {limit} indexed attributes of this kind already, retired ones among them; this one can be had without an index.',
  zh: '{entity} 已有 {limit} 个此类索引字段（含已停用的）；可不建索引。',
});
export const isRetired = p.refusal('CRM_ATTRIBUTE_RETIRED', { en: 'The attribute “{key}” is retired.', zh: '自定义字段“{key}”已停用。' });
