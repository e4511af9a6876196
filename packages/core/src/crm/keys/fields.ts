import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { ApiKey, RoleAssignment } from '../roles/entities.ts';

/** The hash is no field: nothing shows it. */
export const apiKeyFields = p.fields(ApiKey, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(100) }),
  /** The part of the key that may be shown, to tell which it is. */
  prefix: f.column('prefix', { label: label('Prefix', '前缀') }),
  scopes: f.column('scopes', { label: label('Limited to these permissions', '仅限权限') }),
  expiresAt: f.column('expiresAt', { label: label('Expires', '失效时间') }),
  lastUsedAt: f.column('lastUsedAt', { label: label('Last used', '最近使用时间') }),
  revokedAt: f.column('revokedAt', { label: label('Revoked', '吊销时间') }),
  assignments: f.many(RoleAssignment, { on: ['id', 'apiKeyId'], label: label('Roles', '角色') }),
}));
