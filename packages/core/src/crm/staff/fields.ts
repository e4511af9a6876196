import { label, sql, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Team } from '../teams/entities.ts';
import { Staff } from './entities.ts';

const personal = { subject: 'id' } as const;

export const staffFields = p.fields(Staff, (f) => ({
  name: f.column('name', { label: label('Name', '姓名'), input: t.text(200), personal }),
  email: f.column('email', { label: label('E-mail', '邮箱'), input: t.email(), personal }),
  title: f.column('title', { label: label('Job title', '职务'), input: t.text(200), personal }),
  active: f.column('active', { label: label('Active', '在职') }),
  suspendedAt: f.column('suspendedAt', { label: label('Suspended since', '暂停权限时间') }),
  externalRef: f.column('externalRef', { label: label('Reference elsewhere', '外部编号'), personal }),
  erasedAt: f.column('erasedAt', { label: label('Erased', '抹除时间') }),
  managerId: f.column('managerId', { label: label('Manager’s id', '上级编号') }),
  teamId: f.column('teamId', { label: label('Team’s id', '团队编号') }),
  manager: f.one(Staff, { on: ['managerId', 'id'], label: label('Manager', '上级') }),
  reports: f.many(Staff, { on: ['id', 'managerId'], orderBy: 'name', label: label('Reports', '下属') }),
  team: f.one(Team, { on: ['teamId', 'id'], label: label('Team', '团队') }),
  customers: f.many(Customer, { on: ['id', 'ownerId'], label: label('Customers', '负责的客户') }),
  /** Aliases of merged customers do not count. */
  customerCount: f.sql('Int', (s, q) => q.count(Customer, (c) => sql`${c.ownerId} = ${s.id} and ${c.status} <> 'MERGED'`), {
    label: label('Number of customers', '负责客户数'),
    sort: true,
  }),
}));
