import { type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createCustomer,
  createStaff,
  createTeam,
  crm,
  customerFields,
  deactivateStaff,
  deleteTeam,
  moveStaff,
  moveTeam,
  reactivateStaff,
  setManager,
  staffActor,
  staffFields,
  updateStaff,
  updateTeam,
} from '../index.ts';

const unknown = '00000000-0000-7000-8000-0000000000ff';

describeEngines('staff and teams', { plugins: [crm()] }, (t) => {
  let chief: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    chief = await t().staff();
  });
  const staffOf = async (o: object = {}) => (await chief.run(createStaff, { name: '李雷', ...o })).staff;
  const teamOf = async (o: object = {}) => (await chief.run(createTeam, { name: '团队', ...o })).team;

  test('staff have a manager and a team', async () => {
    const team = await teamOf();
    const manager = await staffOf({ name: '韩梅梅' });
    const staff = await staffOf({ manager, team, email: 'Li@Example.com', title: '销售' });
    await chief.run(updateStaff, { staff, set: { title: '高级销售' } });
    expect(
      (await chief.read(select(staffFields, { email: true, title: true, manager: select(staffFields, { name: true }) }), { id: staff }))[0],
    ).toMatchObject({
      email: 'li@example.com',
      title: '高级销售',
      manager: { name: '韩梅梅' },
    });
  });

  test('G12 nobody is their own manager, directly or over others', async () => {
    const [a, b, c] = [await staffOf(), await staffOf(), await staffOf()];
    await chief.run(setManager, { staff: b, manager: a });
    await chief.run(setManager, { staff: c, manager: b });
    expect(await chief.refused(setManager, { staff: a, manager: a })).toBe('CRM_TREE_CIRCLE');
    expect(await chief.refused(setManager, { staff: a, manager: c })).toBe('CRM_TREE_CIRCLE');
    await chief.run(setManager, { staff: b });
    await chief.run(setManager, { staff: a, manager: c });
  });

  test('G12 no team is above itself', async () => {
    const a = await teamOf();
    const b = await teamOf({ parent: a });
    expect(await chief.refused(moveTeam, { team: a, parent: a })).toBe('CRM_TREE_CIRCLE');
    expect(await chief.refused(moveTeam, { team: a, parent: b })).toBe('CRM_TREE_CIRCLE');
    await chief.run(moveTeam, { team: b });
    await chief.run(moveTeam, { team: a, parent: b });
    await chief.run(updateTeam, { team: a, set: { name: '新名' } });
  });

  test('G12 two moves at once leave a tree', async () => {
    const a = await teamOf();
    const b = await teamOf();
    const outcomes = await Promise.all([chief.attempt(moveTeam, { team: a, parent: b }), chief.attempt(moveTeam, { team: b, parent: a })]);
    expect(outcomes.map((o) => (o.ok ? 'ok' : o.errors[0]?.code)).toSorted()).toEqual(['CRM_TREE_CIRCLE', 'ok']);
  });

  test('a team with members or teams below is not deleted', async () => {
    const a = await teamOf();
    const b = await teamOf({ parent: a });
    expect(await chief.refused(deleteTeam, { team: a })).toBe('REFERENCED');
    await chief.run(deleteTeam, { team: b });
    await chief.run(deleteTeam, { team: a });
  });

  test('the customers of someone who moves to another team go with them, unless they stay', async () => {
    const [from, to] = [await teamOf(), await teamOf()];
    const owner = await staffOf({ team: from });
    const { customer } = await chief.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', owner, confirmNew: true });
    const teamNow = async () => (await chief.read(select(customerFields, { teamId: true }), { id: customer }))[0]?.teamId;
    expect(await teamNow()).toBe(from);
    await chief.run(moveStaff, { staff: owner, team: to, customersStay: true });
    expect(await teamNow()).toBe(from);
    await chief.run(moveStaff, { staff: owner, team: to });
    expect(await teamNow()).toBe(to);
  });

  test('DATA-07 someone who still owns customers is not deactivated', async () => {
    const staff = await staffOf();
    await chief.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', owner: staff, confirmNew: true });
    expect(await chief.attempt(deactivateStaff, { staff })).toMatchObject({
      ok: false,
      errors: [{ code: 'CRM_STAFF_OWNS_CUSTOMERS', details: { count: 1 } }],
    });
    const free = await staffOf();
    await chief.run(deactivateStaff, { staff: free });
    await chief.run(reactivateStaff, { staff: free });
  });

  test('G3 G8 an e-mail address that is none, or taken', async () => {
    expect(await chief.refused(createStaff, { name: '李雷', email: 'li@' })).toBe('BAD_INPUT');
    await staffOf({ email: 'taken@example.com' });
    expect(await chief.refused(createStaff, { name: '李雷', email: 'TAKEN@example.com' })).toBe('DUPLICATE');
  });

  describe('staffActor', () => {
    test('knows the teams a person is in and what is below them', async () => {
      const top = await teamOf();
      const left = await teamOf({ parent: top });
      const leaf = await teamOf({ parent: left });
      const staff = await staffOf({ team: left });
      const { engine, tenant } = t();
      const identity = engine.as({ kind: 'service', name: 'identity', tenant: tenant.id, permissions: [] });
      const who = { tenant: tenant.id, permissions: { 'crm:customers:read': 'below' } } as const;
      expect(await staffActor(identity.plugins.crm, { ...who, staffId: staff })).toEqual({
        kind: 'staff',
        ...who,
        staffId: staff,
        teamIds: [left],
        teamIdsBelow: [left, leaf],
      });
      expect(await staffActor(identity.plugins.crm, { ...who, staffId: unknown })).toBeNull();
      await chief.run(deactivateStaff, { staff });
      expect(await staffActor(identity.plugins.crm, { ...who, staffId: staff })).toBeNull();
    });

    test.each([
      ['own', 1],
      ['team', 2],
      ['below', 3],
      ['all', 4],
    ] as const)('DATA-01 with reach %s a customer list shows what it reaches', async (reach, count) => {
      const house = await t().another();
      const boss = await house.staff();
      const { team: top } = await boss.run(createTeam, { name: 'top' });
      const { team: below } = await boss.run(createTeam, { name: 'below', parent: top });
      const people = { own: top, colleague: top, below, stranger: undefined };
      const ids: Record<string, Id<'Staff'>> = {};
      for (const [name, team] of Object.entries(people)) {
        ids[name] = (await boss.run(createStaff, { name, ...(team && { team }) })).staff;
        await boss.run(createCustomer, { name, kind: 'ORGANISATION', owner: ids[name], confirmNew: true });
      }
      const identity = house.engine.as({ kind: 'service', name: 'identity', tenant: house.tenant.id, permissions: [] });
      const actor = await staffActor(identity.plugins.crm, {
        tenant: house.tenant.id,
        staffId: ids['own'] as string,
        permissions: { 'crm:customers:read': reach },
      });
      expect(await house.engine.as(actor as NonNullable<typeof actor>).read(select(customerFields, { name: true }))).toHaveLength(count);
    });
  });
});
