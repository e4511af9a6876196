/** A customer's contact in a portal sees the customers that they are a contact of today, and nothing else. */
import { type ContactPrincipal, globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  assignRole,
  contactFields,
  createContact,
  createCustomer,
  crm,
  customerFields,
  linkContact,
  staffFields,
  unlinkContact,
} from '../index.ts';
import { type RolesHouse, rolesHouse } from './roles.fixture.ts';

describeEngines('the portal', { plugins: [crm()] }, (t) => {
  let house: RolesHouse;
  let own: Id<'Customer'>;
  let others: Id<'Customer'>;
  let principal: ContactPrincipal;
  beforeAll(async () => {
    house = await rolesHouse(t());
    const firm = async (name: string) =>
      (await house.system.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
    [own, others] = [await firm('Own'), await firm('Others')];
    const person = async (name: string, customer: Id<'Customer'>) =>
      (
        await house.system.run(createContact, {
          name,
          customers: [{ customer }],
          channels: [{ kind: 'EMAIL', value: `${name}@example.com` }],
        })
      ).contact;
    const contact = await person('wang', own);
    await person('zhao', others);
    await house.system.run(assignRole, { role: await house.roleId('portal'), contact });
    principal = { kind: 'contact', tenant: t().tenant.id, contactId: contact };
  });
  const portal = async () => t().engine.as(await house.actor(principal));
  const names = async () => (await (await portal()).read(select(customerFields, { name: true }))).map((c) => c.name);

  test('shows their own customers and their contacts', async () => {
    expect(await names()).toEqual(['Own']);
    expect((await (await portal()).read(select(contactFields, { name: true }))).map((c) => c.name)).toEqual(['wang']);
    expect((await house.actor(principal)).permissions).toEqual({
      'crm:customers:read': 'own',
      'crm:contacts:read': 'own',
      'crm:facts:read': 'own',
    });
  });

  test('shows no staff, changes nothing, and counts nothing of others', async () => {
    await expect((await portal()).read(select(staffFields, {}))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const change = await (await portal()).run(createCustomer, { name: 'Mine', kind: 'ORGANISATION' });
    expect(change).toMatchObject({ ok: false, errors: [{ code: 'FORBIDDEN' }] });
    const counted = await (await portal()).execute('query($id: ID!) { customers { totalCount } customer(id: $id) { name } }', {
      id: globalId('cus', others),
    });
    expect(counted).toMatchObject({ data: { customers: { totalCount: 1 }, customer: null } });
  });

  test('shows a customer no longer when they are no contact of it any more, and another when they are', async () => {
    const contact = principal.contactId as Id<'Contact'>;
    await house.system.run(linkContact, { contact, customer: others });
    expect([...(await names())].sort()).toEqual(['Others', 'Own']);
    await house.system.run(unlinkContact, { contact, customer: others });
    t().clock.advance('P1D');
    expect(await names()).toEqual(['Own']);
  });

  test('of somebody without a role shows nothing', async () => {
    const { contact } = await house.system.run(createContact, {
      name: 'li',
      customers: [{ customer: own }],
      channels: [{ kind: 'EMAIL', value: 'li@example.com' }],
    });
    const nobody = t().engine.as(await house.actor({ kind: 'contact', tenant: t().tenant.id, contactId: contact }));
    expect(await nobody.read(select(customerFields, {}))).toEqual([]);
  });
});
