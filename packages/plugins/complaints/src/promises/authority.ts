/** How far the member of staff who acts may promise, and who says so. */
import { decimalOf, type Id, label, select, sql, t } from '@guanxi/core';
import { roleAssignmentFields, roleFields, Staff, staffFields } from '@guanxi/core/crm';
import { knownRole } from '../clocks/policies.ts';
import type { ComplaintsTx } from '../common.ts';
import { p } from '../plugin.ts';
import { PromiseAuthority } from './entities.ts';
import { authorityOfNobody } from './events.ts';
import { authorityFields } from './fields.ts';
import type { Authority } from './rules.ts';

const roles = select(roleAssignmentFields, { validFrom: true, validTo: true, role: select(roleFields, { key: true }) });

/** Their own, those of their roles and their team's, and what anybody may. */
export async function authoritiesOf(tx: ComplaintsTx, staff: Id<'Staff'>): Promise<readonly Authority[]> {
  const [person] = await tx.system.read(select(staffFields, { teamId: true }), { id: staff });
  const held = await tx.system.read(roles, {
    where: (a) => sql`${a.staffId} = ${staff} or ${a.teamId} = ${person?.teamId ?? null}::uuid`,
  });
  const keys = held
    .filter((a) => (a.validFrom === null || a.validFrom <= tx.now) && (a.validTo === null || a.validTo > tx.now))
    .flatMap((a) => a.role?.key ?? []);
  const own = await tx.system.read(select(authorityFields, { maxAmount: true, maxDays: true }), {
    where: (a) => sql`${a.staffId} = ${staff} or ${a.role} = any(${keys}::text[])`,
  });
  const { maxAmount, maxDays } = tx.settings.promises;
  return [{ maxAmount: decimalOf(maxAmount), maxDays }, ...own];
}

/** Replaces what the person or role had. */
export const setPromiseAuthority = p.command('setPromiseAuthority', {
  label: label('Set how far somebody may promise', '设置承诺权限'),
  permission: 'complaints:manage',
  input: {
    staff: t.optional(t.id(Staff)),
    role: t.optional(t.text(100)),
    /** In the tenant's currency. */
    maxAmount: t.decimal(),
    maxDays: t.int({ min: 0, max: 3_650 }),
  },
  output: { authority: t.ref(PromiseAuthority) },
  async run(tx, { staff, role, maxAmount, maxDays }) {
    if ((staff === undefined) === (role === undefined)) throw authorityOfNobody({}, 'staff');
    if (role !== undefined) await knownRole(tx, role, 'role');
    const [known] = await tx.system.read(select(authorityFields, {}), {
      where: (a) => (staff ? sql`${a.staffId} = ${staff}` : sql`${a.role} = ${role ?? ''}`),
    });
    if (known) await tx.update(PromiseAuthority, known.id, { maxAmount, maxDays });
    const row = { staffId: staff ?? null, role: role ?? null, maxAmount, maxDays };
    return { authority: known?.id ?? (await tx.insert(PromiseAuthority, row)) };
  },
});
