/** A tenant whose people have roles, set up by a program that may do everything. */
import { type Actor, type AnyPlugin, type Command, type Id, type Principal, select, sql } from '@guanxi/core';
import type { TestActor, TestEngine } from '@guanxi/testing';
import { assignRole, createStaff, roleFields } from '../index.ts';
import type { Crm } from '../plugin.ts';

export interface RolesHouse {
  readonly system: TestActor<Crm>;
  roleId(key: string): Promise<Id<'Role'>>;
  /** A member of staff with these roles. */
  person(name: string, roles?: readonly string[], team?: Id<'Team'>): Promise<Id<'Staff'>>;
  principal(staff: Id<'Staff'>, more?: Partial<Principal>): Principal;
  /** Who they are now; a test that asks for nobody fails. */
  actor(principal: Principal): Promise<Actor>;
  /** The code of the refusal, or null where it was done. */
  attempt<I, O>(principal: Principal, command: Command<I, O>, input: NoInfer<I>): Promise<string | null>;
}

export async function rolesHouse(t: TestEngine<AnyPlugin>): Promise<RolesHouse> {
  const system = (await t.service({ name: 'setup' })) as unknown as TestActor<Crm>;
  const roleId = async (key: string): Promise<Id<'Role'>> => {
    const [role] = await system.read(select(roleFields, {}), { where: (r) => sql`${r.key} = ${key}` });
    if (!role) throw new Error(`there is no role ${key}`);
    return role.id;
  };
  const actor = async (principal: Principal): Promise<Actor> => {
    const found = await t.engine.actorOf(principal);
    if (!found) throw new Error(`nobody: ${JSON.stringify(principal)}`);
    return found;
  };
  return {
    system,
    roleId,
    actor,
    async person(name, roles = [], team) {
      const { staff } = await system.run(createStaff, { name, ...(team && { team }) });
      for (const key of roles) await system.run(assignRole, { role: await roleId(key), staff });
      return staff;
    },
    principal: (staffId, more = {}) => ({ kind: 'staff', tenant: t.tenant.id, staffId, ...more }) as Principal,
    async attempt(principal, command, input) {
      const outcome = await t.engine.as(await actor(principal)).run(command, input);
      return outcome.ok ? null : (outcome.errors[0]?.code ?? '');
    },
  };
}
