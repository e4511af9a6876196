import { label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { FieldClass } from './entities.ts';

export const fieldClassFields = p.fields(FieldClass, (f) => ({
  entity: f.column('entity', { label: label('Of', '所属类型') }),
  field: f.column('field', { label: label('Field', '字段') }),
  classification: f.column('classification', { label: label('Classification', '密级') }),
  reason: f.column('reason', { label: label('Reason', '原因') }),
}));
