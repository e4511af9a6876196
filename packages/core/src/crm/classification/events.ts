/** What can be heard of classifications, and what is refused. Reasons stand in the audit and are not told. */
import { label, RecordClassification, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { File } from '../files/entities.ts';
import { p } from '../plugin.ts';
import { FieldClass } from './entities.ts';

const classification = t.enum(RecordClassification);

export const CustomerClassified = p.event('crm.customer.classified', {
  label: label('Customer classified', '客户密级已变更'),
  subject: Customer,
  data: { classification },
});
export const ContactClassified = p.event('crm.contact.classified', {
  label: label('Contact classified', '联系人密级已变更'),
  subject: Contact,
  data: { classification },
});
export const FileClassified = p.event('crm.file.classified', {
  label: label('File classified', '文件密级已变更'),
  subject: File,
  data: { classification },
});
export const FieldClassified = p.event('crm.field.classified', {
  label: label('Field classified', '字段密级已变更'),
  subject: FieldClass,
  data: { entity: t.text(80), field: t.text(80), classification },
});

export const noSuchField = p.refusal('CRM_CLASS_FIELD', {
  en: '{entity} has no field “{field}” that could be classified; attributes are classified where they are defined.',
  zh: '{entity} 没有可设密级的字段“{field}”；自定义字段的密级在其定义中设置。',
});
