import { label, sql, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Erasure, LegalHold, PersonExport } from './entities.ts';

const texts = {
  personType: label('Type of the person', '人员类型'),
  person: label('Person', '当事人'),
  personId: label('Id of the person', '当事人编号'),
  reason: label('Reason', '原因'),
} as const;
const person = { type: 'personType', id: 'personId' } as const;

export const legalHoldFields = p.fields(LegalHold, (f) => ({
  personType: f.column('personType', { label: texts.personType }),
  personId: f.column('personId', { label: texts.personId }),
  person: f.any({ ...person, label: texts.person }),
  reason: f.column('reason', { label: texts.reason, input: t.text(1_000) }),
  until: f.column('until', { label: label('Until', '截止') }),
  liftedAt: f.column('liftedAt', { label: label('Lifted', '解除时间') }),
  liftReason: f.column('liftReason', { label: label('Why it was lifted', '解除原因'), input: t.text(1_000) }),
  inForce: f.sql('Boolean', (hold, q) => sql`(${hold.liftedAt} is null and (${hold.until} is null or ${hold.until} > ${q.now}))`, {
    label: label('In force', '有效'),
    filter: true,
  }),
  placedBy: f.one(Staff, { on: ['placedById', 'id'], label: label('Placed by', '设置人') }),
  liftedBy: f.one(Staff, { on: ['liftedById', 'id'], label: label('Lifted by', '解除人') }),
}));

export const erasureFields = p.fields(Erasure, (f) => ({
  personType: f.column('personType', { label: texts.personType }),
  personId: f.column('personId', { label: texts.personId }),
  reason: f.column('reason', { label: texts.reason, input: t.text(1_000) }),
  counts: f.column('counts', { label: label('Values by table', '各表抹除数') }),
  values: f.column('values', { label: label('Values erased', '抹除的值') }),
  digest: f.column('digest', { label: label('Digest', '摘要'), group: false }),
  verified: f.column('verified', { label: label('Verified', '已核验') }),
  scannedColumns: f.column('scannedColumns', { label: label('Columns looked through', '核验的列数') }),
  remaining: f.column('remaining', { label: label('Still found', '仍存在之处') }),
  erasedAt: f.column('createdAt', { label: label('Erased', '抹除时间') }),
  erasedBy: f.one(Staff, { on: ['erasedById', 'id'], label: label('Erased by', '抹除人') }),
}));

export const personExportFields = p.fields(PersonExport, (f) => ({
  personType: f.column('personType', { label: texts.personType }),
  personId: f.column('personId', { label: texts.personId }),
  reason: f.column('reason', { label: texts.reason, input: t.text(1_000) }),
  exportedBy: f.one(Staff, { on: ['exportedById', 'id'], label: label('Exported by', '导出人') }),
}));
