/** Whose calendar something is planned in, and who may do that. */
import { type Id, select } from '@guanxi/core';
import { staffFields } from '@guanxi/core/crm';
import type { CalendarTx } from '../common.ts';
import { notYours, ownerOrGroup } from './refusals.ts';

export interface Whose {
  /** Null: a group's. */
  readonly ownerId: Id<'Staff'> | null;
  readonly teamId: Id<'Team'> | null;
}

/** The person or group that is named; nobody named: whoever plans. */
export async function whoseOf(tx: CalendarTx, owner: Id<'Staff'> | undefined, group: Id<'Team'> | undefined): Promise<Whose> {
  if (owner && group) throw ownerOrGroup({}, 'group');
  if (group) return { ownerId: null, teamId: group };
  const ownerId = owner ?? tx.actor.staffId;
  if (!ownerId) throw ownerOrGroup({}, 'owner');
  const [person] = await tx.system.read(select(staffFields, { teamId: true }), { id: ownerId });
  return { ownerId, teamId: person?.teamId ?? null };
}

/** Taking part in an appointment is no right to change it: that is its owner's, its group's, and whose right reaches that far. */
export async function refuseForeign(tx: CalendarTx, { ownerId, teamId }: Whose, path: string): Promise<void> {
  const { staffId, teamIds, scope } = tx.actor;
  const reach = scope('calendar:events:write');
  if (reach === 'all' || (ownerId !== null && ownerId === staffId)) return;
  const teams = reach === 'below' && staffId ? ((await tx.plugins.crm.teamsOf(staffId))?.teamIdsBelow ?? []) : teamIds;
  const inReach = reach !== 'own' || ownerId === null;
  if (teamId === null || !inReach || !teams.includes(teamId)) throw notYours({}, path);
}
