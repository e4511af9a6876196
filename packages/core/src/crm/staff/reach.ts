/** Where someone stands in the tree of teams: what an embedder needs to make an actor of a member of staff. */
import { type Grants, type Id, type Locale, type Scope, type StaffActor, select } from '@guanxi/core';
import { subtree } from '../hierarchy.ts';
import type { Crm, CrmApi, TeamReach } from '../plugin.ts';
import { teamFields } from '../teams/fields.ts';
import { staffFields } from './fields.ts';

/** Null for someone who is unknown, suspended or no longer active. */
export async function teamsOf(scope: Scope<Crm>, staff: Id<'Staff'>): Promise<TeamReach | null> {
  const known = await knownStaff(scope, staff);
  return known?.active ? { teamIds: known.teamIds, teamIdsBelow: known.teamIdsBelow } : null;
}

/** For the directory: null for someone who is unknown. */
export async function knownStaff(scope: Scope<Crm>, staff: Id<'Staff'>): Promise<(TeamReach & { readonly active: boolean }) | null> {
  const [person] = await scope.system.read(select(staffFields, { active: true, suspendedAt: true, teamId: true }), { id: staff });
  if (!person) return null;
  const active = person.active && person.suspendedAt === null;
  if (person.teamId === null) return { active, teamIds: [], teamIdsBelow: [] };
  const tree = await scope.system.read(select(teamFields, { parentId: true }), {});
  return { active, teamIds: [person.teamId], teamIdsBelow: subtree(person.teamId, tree) };
}

/**
 * The actor that a member of staff is, with the teams that the reaches `team` and `below` of their permissions mean; null for someone who
 * is unknown or no longer active.
 * @example const actor = await staffActor(engine.as(identity).plugins.crm, { tenant, staffId, permissions });
 */
export async function staffActor(
  api: CrmApi,
  who: { readonly tenant: string; readonly staffId: string; readonly permissions: Grants; readonly locale?: Locale },
): Promise<StaffActor | null> {
  const reach = await api.teamsOf(who.staffId as Id<'Staff'>);
  return reach && { kind: 'staff', ...who, ...reach };
}
