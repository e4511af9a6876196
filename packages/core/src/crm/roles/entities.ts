import { apiKeys, type Entity, type EntityOf, label, roleAssignments, roles, sql } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface Role extends EntityOf<'Role', typeof roles> {}
/** The kernel makes rights of roles; what is here shows and changes them. */
export const Role: Entity<Role> = p.entity('Role', {
  table: roles,
  idPrefix: 'rol',
  sealed: true,
  label: label('Role', '角色'),
  display: 'labelZh',
  read: 'crm:roles:read',
});

export interface RoleAssignment extends EntityOf<'RoleAssignment', typeof roleAssignments> {}
/** Everybody sees their own. */
export const RoleAssignment: Entity<RoleAssignment> = p.entity('RoleAssignment', {
  table: roleAssignments,
  idPrefix: 'rla',
  sealed: true,
  label: label('Assignment of a role', '角色分配'),
  read: (row, actor) => actor.has('crm:roles:read') || sql`(${row.staffId} = ${actor.staffId} or ${row.contactId} = ${actor.contactId})`,
});

export interface ApiKey extends EntityOf<'ApiKey', typeof apiKeys> {}
export const ApiKey: Entity<ApiKey> = p.entity('ApiKey', {
  table: apiKeys,
  idPrefix: 'key',
  sealed: true,
  label: label('API key', 'API 密钥'),
  display: 'name',
  read: 'crm:keys:manage',
  // Not even what is left of a secret belongs into the change log; events say what was done with a key.
  history: 'none',
});
