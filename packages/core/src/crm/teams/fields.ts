import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Team } from './entities.ts';

export const teamFields = p.fields(Team, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(200) }),
  active: f.column('active', { label: label('Active', '在用') }),
  externalRef: f.column('externalRef', { label: label('Reference elsewhere', '外部编号') }),
  parentId: f.column('parentId', { label: label('Id of the team above', '上级团队编号') }),
  parent: f.one(Team, { on: ['parentId', 'id'], label: label('Team above', '上级团队') }),
  teams: f.many(Team, { on: ['id', 'parentId'], orderBy: 'name', label: label('Teams below', '下级团队') }),
  staff: f.many(Staff, { on: ['id', 'teamId'], orderBy: 'name', label: label('Members', '成员') }),
  customers: f.many(Customer, { on: ['id', 'teamId'], label: label('Customers', '客户') }),
}));
