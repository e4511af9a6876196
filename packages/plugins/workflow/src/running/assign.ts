/** Who gets tasks: all of a state's at once, read in a few statements whatever their number. */
import { type Id, select, sql } from '@guanxi/core';
import { customerFields, Role, roleAssignmentFields, roleFields, staffFields } from '@guanxi/core/crm';
import { onStaff } from '../fields.ts';
import { type Colleague, pick, type Rota } from '../rules/assignment.ts';
import type { Assignment } from '../rules/definition.ts';
import type { Subject, WorkflowTx } from './subject.ts';

export interface Assignee {
  readonly ownerId: Id<'Staff'> | null;
  readonly teamId: Id<'Team'> | null;
}

export async function assign(
  tx: WorkflowTx,
  subject: Subject,
  row: Readonly<Record<string, unknown>>,
  assignments: readonly Assignment[],
): Promise<readonly Assignee[]> {
  if (assignments.length === 0) return [];
  const responsible = assignments.some((a) => a.to === 'RESPONSIBLE') ? await responsibleFor(tx, subject, row) : null;
  const holders = await holdersOf(
    tx,
    assignments.flatMap((a) => (a.to === 'ROLE' ? [a.role] : [])),
  );
  const colleagues = await colleaguesOf(tx, {
    staff: [
      ...assignments.flatMap((a) => (a.to === 'PERSON' ? [a.staff] : [])),
      ...[...holders.values()].flatMap((h) => h.staff),
      ...[responsible, tx.actor.staffId].filter((id) => id !== null),
    ],
    teams: [...assignments.flatMap((a) => (a.to === 'LEAST_LOADED' ? [a.team] : [])), ...[...holders.values()].flatMap((h) => h.teams)],
  });
  const rota: Rota = { colleagues, holders, responsible, actor: tx.actor.staffId };
  return pick(assignments, rota) as readonly Assignee[];
}

async function responsibleFor(
  tx: WorkflowTx,
  { responsible, customer }: Subject,
  row: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const own = responsible === null ? null : (row[responsible] as string | null);
  const customerId = customer === null ? null : (row[customer] as Id<'Customer'> | null);
  if (own !== null || customerId === null) return own;
  const [found] = await tx.system.read(select(customerFields, { owner: select(staffFields, {}) }), { id: customerId });
  return found?.owner?.id ?? null;
}

async function holdersOf(tx: WorkflowTx, roles: readonly string[]): Promise<Rota['holders']> {
  if (roles.length === 0) return new Map();
  const given = await tx.system.read(
    select(roleAssignmentFields, { staffId: true, teamId: true, validFrom: true, validTo: true, role: select(roleFields, { key: true }) }),
    { where: (a, q) => q.exists(Role, (r) => sql`${r.id} = ${a.roleId} and ${r.key} = any(${roles})`) },
  );
  const valid = given.filter((a) => (a.validFrom === null || a.validFrom <= tx.now) && (a.validTo === null || a.validTo > tx.now));
  return new Map(
    roles.map((key) => {
      const of = valid.filter((a) => a.role?.key === key);
      return [key, { staff: of.flatMap((a) => a.staffId ?? []), teams: of.flatMap((a) => a.teamId ?? []) }];
    }),
  );
}

async function colleaguesOf(
  tx: WorkflowTx,
  { staff, teams }: { readonly staff: readonly string[]; readonly teams: readonly string[] },
): Promise<readonly Colleague[]> {
  if (staff.length + teams.length === 0) return [];
  const where = (s: { readonly id: unknown; readonly teamId: unknown; readonly active: unknown }) =>
    sql`${s.active} and (${s.id} = any(${staff}::uuid[]) or ${s.teamId} = any(${teams}::uuid[]))`;
  const found = await tx.system.read(select(staffFields, { teamId: true }), { where });
  const loads = await tx.system.read(select(onStaff, { openTaskCount: true }), { where });
  const load = new Map(loads.map((l) => [l.id as string, l.openTaskCount ?? 0]));
  return found.map(({ id, teamId }) => ({ id, teamId, load: load.get(id) ?? 0 }));
}
