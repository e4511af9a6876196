/** People with roles behind a served engine, who come with whatever the test lets them come with. */
import { type Id, type Principal, type RoleGrant, select, sql } from '@guanxi/core';
import { assignRole, createRole, createStaff, roleFields } from '@guanxi/core/crm';
import type { ServedCrm } from '../testing/served-crm.fixture.ts';

type House = Pick<ServedCrm['t'], 'engine' | 'tenant'>;

export const systemOf = ({ engine, tenant }: House) => engine.as({ kind: 'service', name: 'setup', tenant: tenant.id, permissions: ['*'] });

async function done<T>(
  outcome: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly object[] }>,
): Promise<T> {
  const answer = await outcome;
  if (answer.ok) return answer.value;
  throw new Error(JSON.stringify(answer.errors));
}

/** A role that shows all customers and nothing else. */
export async function readerRole(house: House): Promise<Id<'Role'>> {
  const system = systemOf(house);
  const [known] = await system.read(select(roleFields, {}), { where: (r) => sql`${r.key} = 'reader'` });
  if (known) return known.id;
  const grants: RoleGrant[] = [{ permission: 'crm:customers:read', scope: 'ALL' }];
  return (await done(system.run(createRole, { key: 'reader', labelEn: 'Reader', labelZh: '读者', grants }))).role;
}

export async function reader(house: House, name: string): Promise<Id<'Staff'>> {
  const system = systemOf(house);
  const { staff } = await done(system.run(createStaff, { name }));
  await done(system.run(assignRole, { role: await readerRole(house), staff }));
  return staff;
}

export const principalOf = ({ tenant }: House, staffId: string, more: Partial<Principal> = {}): Principal =>
  ({ kind: 'staff', tenant: tenant.id, staffId, ...more }) as Principal;
