/** Administrators are active members of staff who hold every permission over everything. A tenant that has any keeps one. */
import { type RoleGrant, select, sql } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { staffFields } from '../staff/fields.ts';
import { Role } from './entities.ts';
import { lastAdministrator } from './events.ts';
import { roleAssignmentFields, roleFields } from './fields.ts';

const isAll = (grants: unknown): boolean => (grants as readonly RoleGrant[]).some((g) => g.permission === '*' && g.scope === 'ALL');

/** Runs a change, and refuses it where it takes the last one away. */
export async function keepAdministrator<T>(tx: CrmTx, change: () => Promise<T>): Promise<T> {
  const all = await tx.system.read(select(roleFields, { grants: true }), {});
  const wholes = all.filter((r) => isAll(r.grants)).map((r) => r.id);
  // Two who take away the last two at once wait for each other here.
  if (wholes.length > 0) await tx.lock(Role, wholes);
  const before = await isThereAny(tx);
  const result = await change();
  if (before && !(await isThereAny(tx))) throw lastAdministrator({});
  return result;
}

async function isThereAny(tx: CrmTx): Promise<boolean> {
  const all = await tx.system.read(select(roleFields, { grants: true }), {});
  const roles = all.filter((r) => isAll(r.grants)).map((r) => r.id);
  if (roles.length === 0) return false;
  const held = await tx.system.read(select(roleAssignmentFields, { staffId: true, teamId: true }), {
    where: (a) =>
      sql`${a.roleId} = any(${roles}::uuid[]) and coalesce(${a.validFrom} <= ${tx.now.toISOString()}::timestamptz, true) and coalesce(${a.validTo} > ${tx.now.toISOString()}::timestamptz, true)`,
  });
  const people = held.flatMap((a) => a.staffId ?? []);
  const teams = held.flatMap((a) => a.teamId ?? []);
  if (people.length + teams.length === 0) return false;
  const [one] = await tx.system.read(select(staffFields, {}), {
    where: (s) =>
      sql`(${s.id} = any(${people}::uuid[]) or ${s.teamId} = any(${teams}::uuid[])) and ${s.active} and ${s.suspendedAt} is null`,
    limit: 1,
  });
  return one !== undefined;
}
