/** Who has which role, from when to when. */
import { type Id, label, type RoleGrant, t } from '@guanxi/core';
import { type CrmTx, given } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Team } from '../teams/entities.ts';
import { keepAdministrator } from './administrators.ts';
import { ApiKey, Role, RoleAssignment } from './entities.ts';
import { assignToWhom, endBeforeBegin, RoleAssigned, RoleUnassigned, wrongAudience } from './events.ts';
import { requireHeld } from './grants.ts';

const output = { assignment: t.ref(RoleAssignment) };

export const assignRole = p.command('assignRole', {
  label: label('Assign a role', '分配角色'),
  permission: 'crm:roles:manage',
  input: {
    role: t.id(Role, { subject: true, lock: true }),
    staff: t.optional(t.id(Staff)),
    contact: t.optional(t.id(Contact)),
    /** Everybody in it, as long as they are. */
    team: t.optional(t.id(Team)),
    apiKey: t.optional(t.id(ApiKey)),
    /** A program that your identity service vouches for, by its name there. */
    service: t.optional(t.text(200)),
    validFrom: t.optional(t.instant()),
    /** From then on it is over. */
    validTo: t.optional(t.instant()),
  },
  output,
  async run(tx, { role, validFrom, validTo, ...who }) {
    const to = given(who);
    if (Object.keys(to).length !== 1) throw assignToWhom({});
    if (validTo && validTo <= (validFrom && validFrom > tx.now ? validFrom : tx.now)) throw endBeforeBegin({}, 'validTo');
    return { assignment: await assign(tx, role, to, { validFrom: validFrom ?? null, validTo: validTo ?? null }) };
  },
});

/** One of them. */
interface Assignee {
  readonly staff?: Id<'Staff'>;
  readonly contact?: Id<'Contact'>;
  readonly team?: Id<'Team'>;
  readonly apiKey?: Id<'ApiKey'>;
  readonly service?: string;
}
const forGood = { validFrom: null, validTo: null };

/** @throws where the role is not for them, or grants what the caller does not have */
export async function assign(
  tx: CrmTx,
  role: Id<'Role'>,
  to: Assignee,
  period: { readonly validFrom: Date | null; readonly validTo: Date | null } = forGood,
): Promise<Id<'RoleAssignment'>> {
  const { audience, grants } = await tx.lock(Role, role);
  if ((audience === 'PORTAL') !== (to.contact !== undefined)) throw wrongAudience({}, Object.keys(to)[0]);
  requireHeld(tx, grants as readonly RoleGrant[], 'role');
  const assignment = await tx.insert(RoleAssignment, {
    roleId: role,
    staffId: to.staff ?? null,
    contactId: to.contact ?? null,
    teamId: to.team ?? null,
    apiKeyId: to.apiKey ?? null,
    service: to.service ?? null,
    ...period,
  });
  await tx.emit(RoleAssigned, { subject: role, ...to });
  return assignment;
}

/** At once: whoever has something open with it is told to ask again. */
export const unassignRole = p.command('unassignRole', {
  label: label('Take a role away', '收回角色'),
  permission: 'crm:roles:manage',
  input: { assignment: t.id(RoleAssignment, { subject: true, lock: true }) },
  async run(tx, { assignment }) {
    const { roleId, staffId, contactId, teamId, apiKeyId, service } = await tx.lock(RoleAssignment, assignment);
    const { grants } = await tx.lock(Role, roleId);
    requireHeld(tx, grants as readonly RoleGrant[], 'assignment');
    await keepAdministrator(tx, () => tx.remove(RoleAssignment, assignment));
    const from = { staff: staffId, contact: contactId, team: teamId, apiKey: apiKeyId, service };
    const who = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== null));
    await tx.emit(RoleUnassigned, { subject: roleId, ...who });
  },
});
