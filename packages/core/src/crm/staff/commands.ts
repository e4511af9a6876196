import { label, select, sql, t } from '@guanxi/core';
import { type CrmTx, given } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { customerFields } from '../customers/fields.ts';
import { above, closesCircle, parents } from '../hierarchy.ts';
import { p } from '../plugin.ts';
import { keepAdministrator } from '../roles/administrators.ts';
import { Team } from '../teams/entities.ts';
import { treeCircle } from '../teams/events.ts';
import { Staff } from './entities.ts';
import { StaffDeactivated, StaffMoved, StaffReactivated, StaffSuspended, stillOwns } from './events.ts';
import { staffFields } from './fields.ts';

const output = { staff: t.ref(Staff) };
const subject = t.id(Staff, { subject: true });
const managers = select(staffFields, { managerId: true });
const lines = async (tx: CrmTx) => parents((await tx.system.read(managers, {})).map(({ id, managerId }) => ({ id, parentId: managerId })));

export const createStaff = p.command('createStaff', {
  label: label('Create a member of staff', '新建员工'),
  permission: 'crm:staff:manage',
  input: {
    name: t.text(200),
    email: t.optional(t.email()),
    title: t.optional(t.text(200)),
    manager: t.optional(t.id(Staff)),
    team: t.optional(t.id(Team)),
    externalRef: t.optional(t.text(100)),
  },
  output,
  run: async (tx, { manager, team, email, ...own }) => ({
    staff: await tx.insert(Staff, { ...given(own), email: email?.toLowerCase() ?? null, managerId: manager ?? null, teamId: team ?? null }),
  }),
});

export const updateStaff = p.command('updateStaff', {
  label: label('Change a member of staff', '修改员工'),
  permission: 'crm:staff:manage',
  input: { staff: subject, set: t.patch(Staff, ['name', 'email', 'title', 'externalRef']) },
  output,
  async run(tx, { staff, set }) {
    await tx.update(Staff, staff, { ...set, ...(set.email && { email: set.email.toLowerCase() }) });
    return { staff };
  },
});

export const setManager = p.command('setManager', {
  label: label('Set the manager of a member of staff', '设定员工上级'),
  permission: 'crm:staff:manage',
  input: { staff: subject, /** Absent: nobody. */ manager: t.optional(t.id(Staff)) },
  output,
  async run(tx, { staff, manager }) {
    // Whoever changes another part of the same line waits here, and then sees this change.
    const chain = manager ? [manager, ...above(manager, await lines(tx))] : [];
    const locked = await tx.lock(Staff, [...new Set([staff, ...chain])]);
    if (manager && closesCircle(staff, manager, await lines(tx)))
      throw treeCircle({ name: locked.find((row) => row.id === staff)?.name ?? '' }, 'manager');
    await tx.update(Staff, staff, { managerId: manager ?? null });
    return { staff };
  },
});

/** The customers a person owns go with them to the other team, unless they stay. */
export const moveStaff = p.command('moveStaff', {
  label: label('Move a member of staff to another team', '调整员工团队'),
  permission: 'crm:staff:manage',
  input: { staff: subject, /** Absent: none. */ team: t.optional(t.id(Team)), customersStay: t.optional(t.bool()) },
  output,
  async run(tx, { staff, team, customersStay }) {
    const before = await tx.lock(Staff, staff);
    await tx.update(Staff, staff, { teamId: team ?? null });
    if (!customersStay) await tx.update(Customer, await owned(tx, staff), { teamId: team ?? null });
    await tx.emit(StaffMoved, { subject: staff, from: before.teamId ?? undefined, to: team });
    return { staff };
  },
});

/** Someone who leaves hands the customers over first: nobody's customers are forgotten (DATA-07). */
export const deactivateStaff = p.command('deactivateStaff', {
  label: label('Deactivate a member of staff', '停用员工'),
  permission: 'crm:staff:manage',
  input: { staff: subject },
  output,
  async run(tx, { staff }) {
    const { name } = await tx.lock(Staff, staff);
    const count = (await owned(tx, staff)).length;
    if (count > 0) throw stillOwns({ name, count }, 'staff');
    await keepAdministrator(tx, () => tx.update(Staff, staff, { active: false }));
    await tx.emit(StaffDeactivated, { subject: staff });
    return { staff };
  },
});

/** Refused from now on, wherever they are signed in, until they are reactivated. Their customers stay theirs. */
export const suspendStaff = p.command('suspendStaff', {
  label: label('Suspend a member of staff', '暂停员工权限'),
  permission: 'crm:staff:manage',
  input: { staff: subject, reason: t.optional(t.text(1_000)) },
  output,
  async run(tx, { staff, reason }) {
    if ((await tx.lock(Staff, staff)).suspendedAt !== null) return { staff };
    await keepAdministrator(tx, () => tx.update(Staff, staff, { suspendedAt: tx.now }));
    await tx.emit(StaffSuspended, { subject: staff, reason });
    return { staff };
  },
});

export const reactivateStaff = p.command('reactivateStaff', {
  label: label('Reactivate a member of staff', '启用员工'),
  permission: 'crm:staff:manage',
  input: { staff: subject },
  output,
  async run(tx, { staff }) {
    await tx.update(Staff, staff, { active: true, suspendedAt: null });
    await tx.emit(StaffReactivated, { subject: staff });
    return { staff };
  },
});

const owned = async (tx: CrmTx, staff: Staff['row']['id']) =>
  (await tx.system.read(select(customerFields, {}), { where: (c) => sql`${c.ownerId} = ${staff} and ${c.status} <> 'MERGED'` })).map(
    (c) => c.id,
  );
