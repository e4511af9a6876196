/** Roles: what they grant. */
import { label, RoleAudience, type RoleGrant, t } from '@guanxi/core';
import { type CrmTx, given } from '../common.ts';
import { p } from '../plugin.ts';
import { keepAdministrator } from './administrators.ts';
import { Role } from './entities.ts';
import { builtInRole, RoleChanged, RoleCreated, RoleDeleted } from './events.ts';
import { Grants, refuseUnfit, requireHeld, tidy } from './grants.ts';

const output = { role: t.ref(Role) };
const subject = t.id(Role, { subject: true, lock: true });

export const createRole = p.command('createRole', {
  label: label('Create a role', '新建角色'),
  permission: 'crm:roles:manage',
  input: {
    /** Names it for programs, and for good. */
    key: t.text(100),
    labelEn: t.text(100),
    labelZh: t.text(100),
    description: t.optional(t.text(1_000)),
    /** Absent: for staff and programs. */
    audience: t.optional(t.enum(RoleAudience)),
    grants: Grants,
  },
  output,
  async run(tx, { audience = 'STAFF', grants, ...own }) {
    refuseUnfit(tx, audience, grants);
    requireHeld(tx, grants, 'grants');
    const role = await tx.insert(Role, { ...given(own), audience, grants: tidy(grants) });
    await tx.emit(RoleCreated, { subject: role });
    return { role };
  },
});

/** Whoever has the role has the new rights at once. */
export const updateRole = p.command('updateRole', {
  label: label('Change a role', '修改角色'),
  permission: 'crm:roles:manage',
  input: { role: subject, set: t.optional(t.patch(Role, ['labelEn', 'labelZh', 'description'])), grants: t.optional(Grants) },
  output,
  async run(tx, { role, set = {}, grants }) {
    const before = await own(tx, role);
    if (grants) {
      refuseUnfit(tx, before.audience, grants);
      requireHeld(tx, [...(before.grants as readonly RoleGrant[]), ...grants], 'grants');
    }
    const change = { ...set, ...(grants && { grants: tidy(grants) }) };
    await keepAdministrator(tx, () => tx.update(Role, role, change));
    await tx.emit(RoleChanged, { subject: role, fields: Object.keys(change) });
    return { role };
  },
});

/** It is taken from everybody who has it. */
export const deleteRole = p.command('deleteRole', {
  label: label('Delete a role', '删除角色'),
  permission: 'crm:roles:manage',
  input: { role: subject },
  async run(tx, { role }) {
    const { key, grants } = await own(tx, role);
    requireHeld(tx, grants as readonly RoleGrant[], 'role');
    await keepAdministrator(tx, () => tx.remove(Role, role));
    await tx.emit(RoleDeleted, { subject: role, key });
  },
});

async function own(tx: CrmTx, role: Role['row']['id']): Promise<Role['row']> {
  const row = await tx.lock(Role, role);
  if (row.builtIn) throw builtInRole({ key: row.key }, 'role');
  return row;
}
