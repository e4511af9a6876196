import { label, type Row, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { nameBlock, registrationKey } from '../duplicates/normalise.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Team } from '../teams/entities.ts';
import { Customer } from './entities.ts';
import { CustomerRole, CustomerStatus } from './enums.ts';
import {
  CustomerOwnerChanged,
  CustomerRolesChanged,
  CustomerStatusChanged,
  CustomerUpdated,
  customerMerged,
  illegalStatusChange,
  lastRole,
  roleNotHeld,
} from './events.ts';
import { teamOf } from './ownership.ts';
import { mayBecome } from './rules.ts';

const output = { customer: t.ref(Customer) };
const subject = t.id(Customer, { subject: true, lock: true });

/** The record of a customer that may be changed: an alias may not (G15). */
export async function living(tx: CrmTx, id: Row<Customer>['id']): Promise<Row<Customer>> {
  const customer = await tx.lock(Customer, id);
  if (customer.status === 'MERGED') throw customerMerged({}, 'customer');
  return customer;
}

export const updateCustomer = p.command('updateCustomer', {
  label: label('Change a customer', '修改客户'),
  permission: 'crm:customers:write',
  input: {
    customer: subject,
    set: t.patch(Customer, [
      'code',
      'name',
      'kind',
      'sector',
      'industry',
      'region',
      'source',
      'department',
      'registrationNumber',
      'language',
      'zone',
      'currency',
      'attributes',
    ]),
  },
  output,
  async run(tx, { customer, set }) {
    await living(tx, customer);
    await tx.update(Customer, customer, {
      ...set,
      ...(set.name !== undefined && { nameBlock: nameBlock(set.name) }),
      ...(set.registrationNumber !== undefined && { registrationKey: registrationKey(set.registrationNumber) }),
    });
    const { attributes, ...columns } = set;
    const fields = [...Object.keys(columns), ...Object.keys(attributes ?? {}).map((key) => `attributes.${key}`)];
    if (fields.length > 0) await tx.emit(CustomerUpdated, { subject: customer, fields });
    return { customer };
  },
});

export const changeCustomerStatus = p.command('changeCustomerStatus', {
  label: label("Change a customer's status", '变更客户状态'),
  permission: 'crm:customers:write',
  input: { customer: subject, status: t.enum(CustomerStatus), reason: t.optional(t.text(500)) },
  output,
  async run(tx, { customer, status, reason }) {
    const { status: from } = await living(tx, customer);
    if (!mayBecome(from, status)) throw illegalStatusChange({ from, to: status }, 'status');
    await tx.update(Customer, customer, { status });
    await tx.emit(CustomerStatusChanged, { subject: customer, from, to: status, reason });
    return { customer };
  },
});

export const assignOwner = p.command('assignOwner', {
  label: label('Assign the owner of a customer', '分配客户负责人'),
  permission: 'crm:customers:write',
  input: { customer: subject, owner: t.id(Staff), /** Absent: the owner's. */ team: t.optional(t.id(Team)) },
  output,
  async run(tx, { customer, owner, team }) {
    const { ownerId } = await living(tx, customer);
    await tx.update(Customer, customer, { ownerId: owner, teamId: team ?? (await teamOf(tx, owner)) });
    if (ownerId !== owner) await tx.emit(CustomerOwnerChanged, { subject: customer, from: ownerId ?? undefined, to: owner });
    return { customer };
  },
});

export const addCustomerRole = p.command('addCustomerRole', {
  label: label('Add a role to a customer', '添加客户角色'),
  permission: 'crm:customers:write',
  input: { customer: subject, role: t.enum(CustomerRole) },
  output,
  async run(tx, { customer, role }) {
    const { roles } = await living(tx, customer);
    if (roles.includes(role)) return { customer };
    await tx.update(Customer, customer, { roles: [...roles, role] });
    await tx.emit(CustomerRolesChanged, { subject: customer, added: [role], removed: [] });
    return { customer };
  },
});

export const removeCustomerRole = p.command('removeCustomerRole', {
  label: label('Take a role from a customer', '移除客户角色'),
  permission: 'crm:customers:write',
  input: { customer: subject, role: t.enum(CustomerRole) },
  output,
  async run(tx, { customer, role }) {
    const { roles } = await living(tx, customer);
    if (!roles.includes(role)) throw roleNotHeld({ role }, 'role');
    if (roles.length === 1) throw lastRole({}, 'role');
    await tx.update(Customer, customer, { roles: roles.filter((r) => r !== role) });
    await tx.emit(CustomerRolesChanged, { subject: customer, added: [], removed: [role] });
    return { customer };
  },
});
