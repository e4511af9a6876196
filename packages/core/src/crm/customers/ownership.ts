/** Who answers for a customer, and for which team. */
import type { Id } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Staff } from '../staff/entities.ts';

export interface Ownership {
  readonly ownerId: Id<'Staff'> | null;
  readonly teamId: Id<'Team'> | null;
}

/** Of a new customer. Nothing is read where the team is given too, so that rows of an import wait for nothing. */
export async function ownership(tx: CrmTx, owner: Id<'Staff'> | undefined, team: Id<'Team'> | undefined): Promise<Ownership> {
  const ownerId = owner ?? tx.actor.staffId;
  if (team !== undefined) return { ownerId, teamId: team };
  if (ownerId === tx.actor.staffId) return { ownerId, teamId: tx.actor.teamIds[0] ?? null };
  return { ownerId, teamId: ownerId && (await teamOf(tx, ownerId)) };
}

export const teamOf = async (tx: CrmTx, owner: Id<'Staff'>): Promise<Id<'Team'> | null> => (await tx.get(Staff, owner))?.teamId ?? null;
