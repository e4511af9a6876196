import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { categories, causes, hints, reclassifications } from './tables.ts';

export interface ComplaintCategory extends EntityOf<'ComplaintCategory', typeof categories> {}
export const ComplaintCategory: Entity<ComplaintCategory> = p.entity('ComplaintCategory', {
  table: categories,
  idPrefix: 'cct',
  label: label('Class in use', '在用分类'),
  plural: 'complaintCategories',
  read: 'complaints:read',
});

export interface ComplaintCause extends EntityOf<'ComplaintCause', typeof causes> {}
export const ComplaintCause: Entity<ComplaintCause> = p.entity('ComplaintCause', {
  table: causes,
  idPrefix: 'cca',
  label: label('Cause', '原因'),
  display: 'nameZh',
  read: 'complaints:read',
});

export interface ClassHint extends EntityOf<'ClassHint', typeof hints> {}
export const ClassHint: Entity<ClassHint> = p.entity('ClassHint', {
  table: hints,
  idPrefix: 'chi',
  label: label('Word that speaks for a class', '分类提示词'),
  display: 'word',
  read: 'complaints:read',
});

export interface Reclassification extends EntityOf<'Reclassification', typeof reclassifications> {}
export const Reclassification: Entity<Reclassification> = p.entity('Reclassification', {
  table: reclassifications,
  idPrefix: 'crc',
  label: label('Classification of a case', '个案分类记录'),
  mutable: false,
  read: through('complaintId'),
});
