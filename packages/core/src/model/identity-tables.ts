/**
 * Who may do what, as data: roles, who has them, keys of programs, sessions. The kernel reads them to know an actor's rights; the built-in
 * plugin shows them as entities and changes them by commands.
 */
import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core';
import * as columns from './columns.ts';
import { enumType, type ValueOf } from './enums.ts';
import { label } from './label.ts';
import { tenantTable } from './tenant-table.ts';

/** How far a permission reaches that a role grants. */
export const GrantScope = enumType('GrantScope', {
  OWN: label('Own records', '本人'),
  TEAM: label('The team’s', '本团队'),
  BELOW: label('The team’s and those below', '本团队及下级'),
  ALL: label('All', '全部'),
});
export const RoleAudience = enumType('RoleAudience', {
  STAFF: label('Staff and programs', '员工和程序'),
  PORTAL: label('Contacts of customers', '客户联系人'),
});
export interface RoleGrant {
  /** `*`: every permission there is. */
  readonly permission: string;
  readonly scope: ValueOf<typeof GrantScope>;
}

export const roles = tenantTable(
  'role',
  {
    /** Names it for programs, and for good. */
    key: text().notNull(),
    labelEn: text().notNull(),
    labelZh: text().notNull(),
    description: text(),
    audience: columns.enumText(RoleAudience).notNull(),
    /** Came with the tenant and stays as it is. */
    builtIn: boolean().notNull().default(false),
    grants: jsonb().$type<readonly RoleGrant[]>().notNull(),
  },
  (t) => [unique('role_key').on(t.tenantId, t.key)],
);

/** A person, a program or everybody in a team has a role, for a time or for good. */
export const roleAssignments = tenantTable(
  'role_assignment',
  {
    roleId: columns.reference<'Role'>('role', { onDelete: 'cascade' }).notNull(),
    staffId: uuid(),
    contactId: uuid(),
    teamId: uuid(),
    apiKeyId: columns.reference<'ApiKey'>('api_key', { onDelete: 'cascade' }),
    /** A program that another identity service vouches for, by the name it has there. */
    service: text(),
    validFrom: columns.instant(),
    validTo: columns.instant(),
  },
  (t) => [
    index('role_assignment_staff_idx').on(t.tenantId, t.staffId),
    index('role_assignment_contact_idx').on(t.tenantId, t.contactId),
    index('role_assignment_team_idx').on(t.tenantId, t.teamId),
    index('role_assignment_service_idx').on(t.tenantId, t.service),
    check('role_assignment_who_check', sql`num_nonnulls(${t.staffId}, ${t.contactId}, ${t.teamId}, ${t.apiKeyId}, ${t.service}) = 1`),
    check('role_assignment_period_check', sql`${t.validTo} > ${t.validFrom}`),
  ],
);

export const apiKeys = tenantTable(
  'api_key',
  {
    name: text().notNull(),
    /** The part of the key by which it is found; it is shown. */
    prefix: text().notNull(),
    /** SHA-256 of the other part. Never shown. */
    hash: text().notNull(),
    /** Permissions that it is limited to, whatever its roles grant; null: none but its roles’. */
    scopes: text().array(),
    expiresAt: columns.instant(),
    /** To a minute; written beside the write path, for it is no change of the record. */
    lastUsedAt: columns.instant(),
    revokedAt: columns.instant(),
  },
  (t) => [unique('api_key_prefix').on(t.tenantId, t.prefix), unique('api_key_name').on(t.tenantId, t.name)],
);

/** One sign-in of a person somewhere, as their tokens name it. Made when it is first seen. */
export const sessions = tenantTable(
  'session',
  {
    staffId: uuid(),
    contactId: uuid(),
    /** SHA-256 over the person and the name that the tokens have for the session. */
    digest: text().notNull(),
    userAgent: text(),
    address: text(),
    /** To a minute; written beside the write path. */
    lastSeenAt: columns.instant().notNull(),
    expiresAt: columns.instant(),
    revokedAt: columns.instant(),
  },
  (t) => [
    unique('session_digest').on(t.tenantId, t.digest),
    index('session_staff_idx').on(t.tenantId, t.staffId),
    index('session_contact_idx').on(t.tenantId, t.contactId),
    check('session_owner_check', sql`num_nonnulls(${t.staffId}, ${t.contactId}) = 1`),
  ],
);
