import { label, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Team } from '../teams/entities.ts';
import { ApiKey, Role, RoleAssignment } from './entities.ts';

export const roleFields = p.fields(Role, (f) => ({
  key: f.column('key', { label: label('Key', '标识') }),
  labelEn: f.column('labelEn', { label: label('English name', '英文名称'), input: t.text(100) }),
  labelZh: f.column('labelZh', { label: label('Chinese name', '中文名称'), input: t.text(100) }),
  description: f.column('description', { label: label('Description', '说明'), input: t.text(1_000) }),
  audience: f.column('audience', { label: label('For whom', '适用对象') }),
  builtIn: f.column('builtIn', { label: label('Built in', '内置') }),
  grants: f.column('grants', { label: label('Permissions with how far they reach', '权限及范围') }),
  assignments: f.many(RoleAssignment, { on: ['id', 'roleId'], label: label('Who has it', '分配') }),
}));

export const roleAssignmentFields = p.fields(RoleAssignment, (f) => ({
  roleId: f.column('roleId', { label: label('Role’s id', '角色编号') }),
  staffId: f.column('staffId', { label: label('Id of the member of staff', '员工编号') }),
  contactId: f.column('contactId', { label: label('Contact’s id', '联系人编号') }),
  teamId: f.column('teamId', { label: label('Team’s id', '团队编号') }),
  apiKeyId: f.column('apiKeyId', { label: label('API key’s id', 'API 密钥编号') }),
  service: f.column('service', { label: label('Program', '程序') }),
  validFrom: f.column('validFrom', { label: label('Since', '生效时间') }),
  validTo: f.column('validTo', { label: label('Until', '失效时间') }),
  role: f.one(Role, { on: ['roleId', 'id'], label: label('Role', '角色') }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('Member of staff', '员工') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  team: f.one(Team, { on: ['teamId', 'id'], label: label('Team', '团队') }),
  apiKey: f.one(ApiKey, { on: ['apiKeyId', 'id'], label: label('API key', 'API 密钥') }),
}));
