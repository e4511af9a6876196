/** Who answers for a case from the first moment: the class's first responsible person, else the least busy of those with the role. */
import { type Id, select, sql } from '@guanxi/core';
import { Role, roleAssignmentFields, staffFields } from '@guanxi/core/crm';
import type { ComplaintsTx } from '../common.ts';

export interface Responsible {
  readonly ownerId: Id<'Staff'> | null;
  readonly teamId: Id<'Team'> | null;
}

const holder = select(roleAssignmentFields, { staffId: true, teamId: true, validFrom: true, validTo: true });

export async function responsibleFor(tx: ComplaintsTx, named: Id<'Staff'> | null, role: string | null): Promise<Responsible> {
  if (named !== null) {
    const [person] = await tx.system.read(select(staffFields, { teamId: true, active: true }), { id: named });
    if (person?.active) return { ownerId: person.id, teamId: person.teamId };
  }
  if (role === null) return { ownerId: null, teamId: null };
  const given = await tx.system.read(holder, { where: (a, q) => q.exists(Role, (r) => sql`${r.id} = ${a.roleId} and ${r.key} = ${role}`) });
  const valid = given.filter((a) => (a.validFrom === null || a.validFrom <= tx.now) && (a.validTo === null || a.validTo > tx.now));
  const staff = valid.flatMap((a) => a.staffId ?? []);
  const teams = valid.flatMap((a) => a.teamId ?? []);
  if (staff.length + teams.length === 0) return { ownerId: null, teamId: null };
  const people = await tx.system.read(select(staffFields, { teamId: true }), {
    where: (s) => sql`${s.active} and (${s.id} = any(${staff}::uuid[]) or ${s.teamId} = any(${teams}::uuid[]))`,
  });
  const busy = await tx.sql<{ owner: string; cases: string }>(
    sql`select owner_id::text as owner, count(*)::text as cases from crm.complaints_case where closed_at is null and owner_id is not null group by owner_id`,
  );
  const load = new Map(busy.map(({ owner, cases }) => [owner, Number(cases)]));
  const [least] = people.toSorted((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
  return { ownerId: least?.id ?? null, teamId: least?.teamId ?? null };
}
