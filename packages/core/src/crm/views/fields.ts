import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { View } from './entities.ts';

export const viewFields = p.fields(View, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(100) }),
  entity: f.column('entity', { label: label('Of', '记录类型') }),
  query: f.column('query', { label: label('Query', '查询') }),
  shared: f.column('shared', { label: label('Shared', '共享') }),
  owner: f.one(Staff, { on: ['ownerId', 'id'], label: label('Saved by', '保存人') }),
}));
