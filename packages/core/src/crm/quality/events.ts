/** What can be heard of data quality, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';

export const FieldsVerified = p.event('crm.quality.verified', {
  label: label('Fields verified', '字段已核实'),
  subject: Customer,
  data: { fields: t.list(t.text(200)), correct: t.bool() },
});
export const QualityBelowTarget = p.event('crm.quality.belowTarget', {
  label: label('Data quality below target', '数据质量低于目标'),
  subject: Customer,
  data: { completeness: t.decimal(), accuracy: t.nullable(t.decimal()), target: t.decimal(), missing: t.list(t.text(200)) },
});

/** `details.missing`: the fields. */
export const requiredMissing = p.refusal('CRM_REQUIRED_FIELDS_MISSING', {
  en: 'Fill in the required fields first: {missing}.',
  zh: '请先补全必填字段：{missing}。',
});
export const unknownField = p.refusal('CRM_UNKNOWN_FIELD', {
  en: 'That is no field of a customer: {problem}',
  zh: '不是客户的字段：{problem}',
});
