/** What can be heard of people's data. Whoever keeps something of a person outside hears that it has to go. */
import { label, t } from '@guanxi/core';
import { File } from '../files/entities.ts';
import { p } from '../plugin.ts';
import { Erasure, LegalHold, PersonExport } from './entities.ts';

const person = { personType: t.text(80), personId: t.text(80) };

export const PersonErased = p.event('crm.person.erased', {
  label: label('Person erased', '个人信息已抹除'),
  subject: Erasure,
  data: person,
});
export const PersonExported = p.event('crm.person.exported', {
  label: label('Data of a person exported', '个人信息已导出'),
  subject: PersonExport,
  data: person,
});
export const FileErased = p.event('crm.file.erased', {
  label: label('File erased with its person', '文件已随当事人抹除'),
  subject: File,
  data: {},
});
export const LegalHoldPlaced = p.event('crm.legalHold.placed', {
  label: label('Legal hold placed', '已设置法律保全'),
  subject: LegalHold,
  data: person,
});
export const LegalHoldLifted = p.event('crm.legalHold.lifted', {
  label: label('Legal hold lifted', '已解除法律保全'),
  subject: LegalHold,
  data: person,
});
