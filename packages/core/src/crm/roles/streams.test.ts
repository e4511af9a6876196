/** A28 in the engine itself: whoever listens stops hearing as soon as they are nobody any more, or have other rights. */
import { createEngine, globalId, type Id, type Principal } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  assignRole,
  createApiKey,
  createCustomer,
  createRole,
  createTeam,
  crm,
  moveStaff,
  revokeApiKey,
  revokeSession,
  suspendStaff,
  updateCustomer,
  updateRole,
} from '../index.ts';
import { changes, listeners, type Subscriber } from '../testing/subscriber.fixture.ts';
import { type RolesHouse, rolesHouse } from './roles.fixture.ts';

describeEngines('streams of people whose rights are data', { plugins: [crm()] }, (t) => {
  let house: RolesHouse;
  let at: ReturnType<typeof t>;
  let customer: Id<'Customer'>;
  const { listen, leave } = listeners(() => at.engine);
  beforeEach(async () => {
    at = await t().another();
    house = await rolesHouse(at);
    await house.system.run(createRole, {
      key: 'reader',
      labelEn: 'Reader',
      labelZh: '读者',
      grants: [{ permission: 'crm:customers:read', scope: 'ALL' }],
    });
    ({ customer } = await house.system.run(createCustomer, { name: '0', kind: 'ORGANISATION', confirmNew: true }));
  });
  afterEach(leave);

  const rename = (name: string) => house.system.run(updateCustomer, { customer, set: { name } });
  let listened = 0;
  const listening = async (principal: Principal): Promise<Subscriber> => {
    const heard = await listen(await house.actor(principal), changes, { id: globalId('cus', customer) });
    await rename(`for ${++listened}`);
    await heard.next();
    return heard;
  };
  const reader = async () => house.principal(await house.person('Reader', ['reader']));

  test('A28 a suspended user hears nothing more; somebody else does', async () => {
    const who = await reader();
    const [theirs, other] = [await listening(who), await listening(await reader())];
    await house.system.run(suspendStaff, { staff: who.kind === 'staff' ? (who.staffId as Id<'Staff'>) : ('' as never) });
    expect(await ended(theirs)).toBe('UNAUTHENTICATED');
    await rename('after');
    expect((await latest(other)).customer.name).toBe('after');
  });

  test('A28 a role that grants less, or more, ends it to be asked for anew; one that grants the same does not', async () => {
    const heard = await listening(await reader());
    const role = await house.roleId('reader');
    await house.system.run(updateRole, { role, set: { labelEn: 'Reads' } });
    await rename('still');
    expect((await latest(heard)).customer.name).toBe('still');
    await house.system.run(updateRole, { role, grants: [{ permission: 'crm:customers:read', scope: 'OWN' }] });
    expect(await ended(heard)).toBe('RIGHTS_CHANGED');
  });

  test('A28 another team is another reach', async () => {
    const { team } = await house.system.run(createTeam, { name: 'North' });
    const staff = await house.person('Mover', ['reader']);
    await house.system.run(assignRole, { role: await house.roleId('manager'), staff });
    const heard = await listening(house.principal(staff));
    await house.system.run(moveStaff, { staff, team });
    expect(await ended(heard)).toBe('RIGHTS_CHANGED');
  });

  test('A28 a revoked session, and a revoked key', async () => {
    const staff = await house.person('Signed in', ['reader']);
    const [kept, lost] = [
      await listening(house.principal(staff, { session: 'kept' })),
      await listening(house.principal(staff, { session: 'lost' })),
    ];
    const { rows } = await at.database.query({ text: 'select id from crm.session where staff_id = $1 order by id desc', params: [staff] });
    await house.system.run(revokeSession, { session: rows[0]?.['id'] as never });
    expect(await ended(lost)).toBe('UNAUTHENTICATED');
    await rename('kept');
    expect((await latest(kept)).customer.name).toBe('kept');
    const { apiKey, key } = await house.system.run(createApiKey, { name: 'listener', roles: [await house.roleId('reader')] });
    const program = await listening((await at.engine.principalOf(key)) as Principal);
    await house.system.run(revokeApiKey, { apiKey });
    expect(await ended(program)).toBe('UNAUTHENTICATED');
  });

  test('A28 a token that ends, at its time', async () => {
    const heard = await listening({ ...(await reader()), expiresAt: new Date(at.clock.now().getTime() + 1_500) });
    expect(await ended(heard)).toBe('UNAUTHENTICATED');
  });

  test('A28 a live query ends as well', async () => {
    const who = await reader();
    const subscribed = await at.engine.subscribe({
      document: 'query @live { customers { nodes { name } } }',
      actor: await house.actor(who),
    });
    if (!subscribed.ok) throw new Error(subscribed.answer.text);
    await subscribed.stream.next();
    const next = subscribed.stream.next();
    await house.system.run(suspendStaff, { staff: who.kind === 'staff' ? (who.staffId as Id<'Staff'>) : ('' as never) });
    await expect(next).rejects.toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('A28 what another instance does is heard through the log', async () => {
    const other = createEngine({ plugins: [crm()], database: at.database, clock: at.clock });
    const who = await reader();
    const heard = await listening(who);
    const system = other.as({ kind: 'service', name: 'elsewhere', tenant: at.tenant.id, permissions: ['*'] });
    const { staffId } = who as { readonly staffId: string };
    await system.run(suspendStaff, { staff: staffId as Id<'Staff'> });
    expect(await ended(heard)).toBe('UNAUTHENTICATED');
    await other.close();
  });

  test('actors that were made by hand are left alone', async () => {
    const clerk = await at.staff({ can: ['crm:customers:read'] });
    const heard = await listen(clerk.actor, changes, { id: globalId('cus', customer) });
    await house.system.run(suspendStaff, { staff: (clerk.actor as { readonly staffId: string }).staffId as Id<'Staff'> });
    await rename('heard');
    expect((await heard.next()).customer.name).toBe('heard');
  });
});

/** Events that were under way may come first. */
async function ended(heard: Subscriber): Promise<string | null> {
  for (;;) {
    try {
      return await heard.ended();
    } catch (error) {
      if (!String(error).includes('it goes on')) throw error;
    }
  }
}

/** What is there by now: renaming for the other listeners is heard as well. */
async function latest(heard: Subscriber): Promise<{ readonly customer: { readonly name: string } }> {
  for (;;) {
    const event = await heard.next();
    if (!event.customer.name.startsWith('for ')) return event;
  }
}
