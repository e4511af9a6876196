/** What a role may grant, and who may grant it: nobody hands out what they do not have themselves. */
import { GrantScope, type Reach, type RoleGrant, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import type { Crm } from '../plugin.ts';
import { grantNotHeld, staffOnly, unknownGrant } from './events.ts';

export const RoleGrantInput = t.object('RoleGrantInput', { permission: t.text(200), scope: t.enum(GrantScope) });
export const Grants = t.list(RoleGrantInput, { max: 500 });

const widening: readonly Reach[] = ['none', 'own', 'team', 'below', 'all'];
const reach: Readonly<Record<RoleGrant['scope'], Reach>> = { OWN: 'own', TEAM: 'team', BELOW: 'below', ALL: 'all' };

/**
 * Of this plugin's permissions, those that show or change nothing but what hangs on the customers that one sees. All others say something of the
 * tenant as a whole, whatever their reach. What other plugins' permissions show to a contact, their policies decide.
 */
const forContacts: ReadonlySet<string> = new Set<Crm['permission']>([
  'crm:customers:read',
  'crm:contacts:read',
  'crm:relationships:read',
  'crm:interactions:read',
  'crm:facts:read',
  'crm:notes:read',
  'crm:files:read',
  'crm:files:write',
  'crm:consent:read',
  'crm:consent:write',
]);
const isForStaff = (permission: string): boolean =>
  permission === '*' || permission.startsWith('engine:') || (permission.startsWith('crm:') && !forContacts.has(permission));

/** @throws for permissions that nobody declares, and for contacts what is for staff */
export function refuseUnfit(tx: CrmTx, audience: 'STAFF' | 'PORTAL', grants: readonly RoleGrant[]): void {
  const known = new Set(tx.declared.permissions);
  for (const [i, { permission, scope }] of grants.entries()) {
    if (permission !== '*' && !known.has(permission)) throw unknownGrant({ permission }, `grants.${i}.permission`);
    if (audience === 'PORTAL' && (isForStaff(permission) || scope !== 'OWN')) throw staffOnly({ permission }, `grants.${i}.scope`);
  }
}

/**
 * The caller must hold everything in the grants as far as these reach: to grant it, and to take it away, or whoever manages roles would be
 * stronger than who may do everything.
 */
export function requireHeld(tx: CrmTx, grants: readonly RoleGrant[], path: string): void {
  const of = (permission: string): Reach => tx.actor.scope(permission as Parameters<CrmTx['actor']['scope']>[0]);
  for (const { permission, scope } of grants)
    if (widening.indexOf(of(permission)) < widening.indexOf(reach[scope])) throw grantNotHeld({ permission }, path);
}

/** One grant for each permission, the widest. */
export function tidy(grants: readonly RoleGrant[]): readonly RoleGrant[] {
  const byPermission = new Map<string, RoleGrant>();
  for (const grant of grants) {
    const known = byPermission.get(grant.permission);
    if (!known || widening.indexOf(reach[grant.scope]) > widening.indexOf(reach[known.scope])) byPermission.set(grant.permission, grant);
  }
  return [...byPermission.values()];
}
