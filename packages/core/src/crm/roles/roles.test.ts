/** Rights as data: roles make them, nobody gives more than they have, and somebody always may do everything. */
import { kernelPermissions, type RoleGrant, select, sql } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  assignRole,
  createCustomer,
  createRole,
  createTeam,
  crm,
  customerFields,
  deactivateStaff,
  deleteRole,
  reactivateStaff,
  roleAssignmentFields,
  roleFields,
  standardRoles,
  suspendStaff,
  unassignRole,
  updateRole,
} from '../index.ts';
import { permissions } from '../plugin.ts';
import { type RolesHouse, rolesHouse } from './roles.fixture.ts';

describeEngines('roles', { plugins: [crm()] }, (t) => {
  let house: RolesHouse;
  beforeAll(async () => {
    house = await rolesHouse(t());
  });
  const assignmentsOf = async (staff: string) =>
    house.system.read(select(roleAssignmentFields, {}), { where: (a) => sql`${a.staffId} = ${staff}` });

  test('a new tenant has the standard ones, of permissions that there are', async () => {
    const roles = await house.system.read(
      select(roleFields, { key: true, labelEn: true, labelZh: true, audience: true, builtIn: true, grants: true }),
    );
    expect(roles.map((r) => [r.key, r.audience, r.builtIn]).sort()).toEqual([
      ['administrator', 'STAFF', true],
      ['custodian', 'STAFF', false],
      ['manager', 'STAFF', false],
      ['portal', 'PORTAL', false],
      ['sales', 'STAFF', false],
    ]);
    const known = new Set([...Object.keys(permissions), ...Object.keys(kernelPermissions), '*']);
    for (const { reaches } of standardRoles)
      if (reaches !== '*') expect(Object.keys(reaches).filter((permission) => !known.has(permission))).toEqual([]);
  });

  test('make the actor, with the teams that their reaches mean', async () => {
    const { team: above } = await house.system.run(createTeam, { name: 'North' });
    const { team } = await house.system.run(createTeam, { name: 'Beijing', parent: above });
    const boss = await house.actor(house.principal(await house.person('Boss', ['manager'], above)));
    expect(boss).toMatchObject({ kind: 'staff', teamIds: [above], teamIdsBelow: [above, team] });
    expect(boss.permissions).toMatchObject({ 'crm:customers:read': 'below', 'crm:staff:read': 'all' });
    const clerk = house.principal(await house.person('Clerk', ['sales'], team));
    const other = house.principal(await house.person('Other', ['sales']));
    expect(await house.attempt(clerk, createCustomer, { name: 'Firm', kind: 'ORGANISATION', confirmNew: true })).toBe(null);
    const seenBy = async (who: typeof clerk) =>
      (
        await t()
          .engine.as(await house.actor(who))
          .read(select(customerFields, { name: true }))
      ).length;
    expect([await seenBy(clerk), await seenBy(other)]).toEqual([1, 0]);
  });

  test('of a team are those of everybody in it, and of nobody else', async () => {
    const { team } = await house.system.run(createTeam, { name: 'Stewards' });
    await house.system.run(assignRole, { role: await house.roleId('custodian'), team });
    const inside = await house.actor(house.principal(await house.person('Inside', [], team)));
    const outside = await house.actor(house.principal(await house.person('Outside')));
    expect(inside.permissions).toMatchObject({ 'crm:customers:read': 'all' });
    expect(outside.permissions).toEqual({});
  });

  test('hold from and until their times', async () => {
    const staff = await house.person('Deputy');
    const at = (hours: number) => new Date(t().clock.now().getTime() + hours * 3_600_000);
    await house.system.run(assignRole, { role: await house.roleId('sales'), staff, validFrom: at(1), validTo: at(2) });
    const has = async () => Object.keys((await house.actor(house.principal(staff))).permissions).length > 0;
    expect(await has()).toBe(false);
    t().clock.advance('PT1H');
    expect(await has()).toBe(true);
    t().clock.advance('PT1H');
    expect(await has()).toBe(false);
    const over = { role: await house.roleId('sales'), staff, validTo: at(-1) };
    expect(await house.system.refused(assignRole, over)).toBe('CRM_ROLE_PERIOD');
  });

  test('a changed role is a changed right at once, without asking the database when nothing changed', async () => {
    const { role } = await house.system.run(createRole, {
      key: 'reader',
      labelEn: 'Reader',
      labelZh: '读者',
      grants: [{ permission: 'crm:customers:read', scope: 'ALL' }],
    });
    const staff = await house.person('Reader', ['reader']);
    const who = house.principal(staff);
    expect((await house.actor(who)).permissions).toEqual({ 'crm:customers:read': 'all' });
    const { statements } = await t().statements(() => house.actor(who));
    expect(statements).toEqual([]);
    await house.system.run(updateRole, { role, grants: [{ permission: 'crm:customers:read', scope: 'OWN' }] });
    expect((await house.actor(who)).permissions).toEqual({ 'crm:customers:read': 'own' });
    await house.system.run(deleteRole, { role });
    expect((await house.actor(who)).permissions).toEqual({});
  });

  test('within a token’s scopes only: they take away and never add', async () => {
    const who = house.principal(await house.person('Narrow', ['manager']), {
      scopes: ['crm:customers:read', 'crm:tenant:manage', 'openid'],
    });
    expect((await house.actor(who)).permissions).toEqual({ 'crm:customers:read': 'below' });
  });

  test('suspended is nobody, deactivated too, and keeps their customers', async () => {
    const staff = await house.person('Absent', ['sales']);
    const who = house.principal(staff);
    await house.attempt(who, createCustomer, { name: 'Kept', kind: 'ORGANISATION', confirmNew: true });
    await house.system.run(suspendStaff, { staff, reason: 'leave' });
    expect(await t().engine.actorOf(who)).toBe(null);
    await house.system.run(reactivateStaff, { staff });
    expect(await house.actor(who)).toMatchObject({ staffId: staff });
    const idle = await house.person('Idle', ['sales']);
    await house.system.run(deactivateStaff, { staff: idle });
    expect(await t().engine.actorOf(house.principal(idle))).toBe(null);
  });

  test('nobody is found by an id that is none, of another tenant, or of no tenant', async () => {
    const staff = await house.person('Somebody', ['sales']);
    const other = await t().another();
    expect(await t().engine.actorOf({ ...house.principal(staff), tenant: other.tenant.id })).toBe(null);
    expect(await t().engine.actorOf({ ...house.principal(staff), tenant: '' })).toBe(null);
    expect(await t().engine.actorOf({ ...house.principal(staff), tenant: staff })).toBe(null);
    expect(await t().engine.actorOf(house.principal("x' or true --" as typeof staff))).toBe(null);
  });

  describe('refuse', () => {
    const granted = (permission: string, scope: RoleGrant['scope']): RoleGrant[] => [{ permission, scope }];
    const grants = granted('crm:customers:read', 'ALL');
    const named = (key: string) => ({ key, labelEn: key, labelZh: key });

    test('permissions that nobody declares', async () => {
      const made = { ...named('odd'), grants: granted('crm:nothing', 'ALL') };
      expect(await house.system.refused(createRole, made)).toBe('CRM_ROLE_PERMISSION_UNKNOWN');
    });

    test('to give, widen or take away what the caller does not have that far', async () => {
      await house.system.run(createRole, {
        ...named('roleKeeper'),
        grants: [
          { permission: 'crm:roles:manage', scope: 'ALL' },
          { permission: 'crm:roles:read', scope: 'ALL' },
          { permission: 'crm:staff:read', scope: 'ALL' },
          { permission: 'crm:customers:read', scope: 'TEAM' },
        ],
      });
      const { role: wide } = await house.system.run(createRole, { ...named('wide'), grants });
      const keeperStaff = await house.person('Keeper', ['roleKeeper']);
      const keeper = house.principal(keeperStaff);
      const own = await house.roleId('roleKeeper');
      const held = { code: 'CRM_ROLE_PERMISSION_NOT_HELD' };
      expect(await house.attempt(keeper, createRole, { ...named('mine'), grants })).toBe(held.code);
      expect(await house.attempt(keeper, assignRole, { role: wide, staff: keeperStaff })).toBe(held.code);
      expect(await house.attempt(keeper, assignRole, { role: await house.roleId('administrator'), staff: keeperStaff })).toBe(held.code);
      expect(await house.attempt(keeper, updateRole, { role: own, grants })).toBe(held.code);
      expect(await house.attempt(keeper, updateRole, { role: wide, grants: [] })).toBe(held.code);
      expect(await house.attempt(keeper, deleteRole, { role: wide })).toBe(held.code);
      const other = await house.person('Wide', ['wide']);
      const [assignment] = await assignmentsOf(other);
      expect(await house.attempt(keeper, unassignRole, { assignment: assignment?.id as never })).toBe(held.code);
      const lesser = { ...named('lesser'), grants: granted('crm:customers:read', 'OWN') };
      expect(await house.attempt(keeper, createRole, lesser)).toBe(null);
      expect(await house.attempt(keeper, assignRole, { role: await house.roleId('lesser'), staff: other })).toBe(null);
    });

    test('without the right, whatever the rest', async () => {
      const clerk = house.principal(await house.person('No right', ['sales']));
      expect(await house.attempt(clerk, createRole, { ...named('no'), grants: [] })).toBe('FORBIDDEN');
    });

    test('to contacts what is for staff, and roles to those they are not for', async () => {
      const portal = (scope: 'ALL' | 'OWN', permission: string) => ({
        ...named('p'),
        audience: 'PORTAL' as const,
        grants: granted(permission, scope),
      });
      expect(await house.system.refused(createRole, portal('ALL', 'crm:customers:read'))).toBe('CRM_ROLE_STAFF_ONLY');
      expect(await house.system.refused(createRole, portal('OWN', 'crm:staff:read'))).toBe('CRM_ROLE_STAFF_ONLY');
      expect(await house.system.refused(createRole, portal('OWN', '*'))).toBe('CRM_ROLE_STAFF_ONLY');
      expect(await house.system.refused(createRole, portal('OWN', 'engine:events:all'))).toBe('CRM_ROLE_STAFF_ONLY');
      const staff = await house.person('Not a contact');
      expect(await house.system.refused(assignRole, { role: await house.roleId('portal'), staff })).toBe('CRM_ROLE_AUDIENCE');
      expect(await house.system.refused(assignRole, { role: await house.roleId('sales') })).toBe('CRM_ROLE_ASSIGN_TO_ONE');
    });

    test('to change what is built in', async () => {
      const role = await house.roleId('administrator');
      expect(await house.system.refused(updateRole, { role, grants: [] })).toBe('CRM_ROLE_BUILT_IN');
      expect(await house.system.refused(deleteRole, { role })).toBe('CRM_ROLE_BUILT_IN');
    });

    test('to take the last administrator away, by whatever way', async () => {
      const first = await house.person('First', ['administrator']);
      const second = await house.person('Second', ['administrator']);
      await house.system.run(suspendStaff, { staff: second });
      const [assignment] = await assignmentsOf(first);
      const code = 'CRM_LAST_ADMINISTRATOR';
      expect(await house.system.refused(unassignRole, { assignment: assignment?.id as never })).toBe(code);
      expect(await house.system.refused(suspendStaff, { staff: first })).toBe(code);
      expect(await house.system.refused(deactivateStaff, { staff: first })).toBe(code);
      await house.system.run(reactivateStaff, { staff: second });
      await house.system.run(unassignRole, { assignment: assignment?.id as never });
      expect(await house.system.refused(suspendStaff, { staff: second })).toBe(code);
    });
  });
});
