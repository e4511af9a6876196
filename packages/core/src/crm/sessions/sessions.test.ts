/** COLL-02: where somebody is signed in, and that it ends where they, or who may, say so. */
import type { Principal } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { crm, revokeAllSessions, revokeSession } from '../index.ts';
import { type RolesHouse, rolesHouse } from '../roles/roles.fixture.ts';

describeEngines('COLL-02 sessions', { plugins: [crm()] }, (t) => {
  let house: RolesHouse;
  beforeAll(async () => {
    house = await rolesHouse(t());
  });
  const signIn = (staff: string, session: string, userAgent = 'Firefox') =>
    t().engine.actorOf(house.principal(staff as never, { session }), { userAgent, address: '192.0.2.1' });
  const list = async (p: Principal) => {
    const answer = await t()
      .engine.as(await house.actor(p))
      .execute('{ me { session } sessions { nodes { id userAgent address lastSeenAt revokedAt staff { name } } } }');
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data as {
      me: { session: string | null };
      sessions: { nodes: readonly { id: string; userAgent: string; revokedAt: string | null }[] };
    };
  };

  test('are listed for whose they are, with where they came from', async () => {
    const staff = await house.person('Two places', ['sales']);
    await signIn(staff, 'laptop');
    await signIn(staff, 'phone', 'Safari');
    await signIn(staff, 'phone', 'Safari');
    const other = await house.person('Other', ['sales']);
    await signIn(other, 'laptop');
    const { me, sessions } = await list(house.principal(staff, { session: 'phone' }));
    expect(sessions.nodes.map((s) => s.userAgent)).toEqual(['Safari', 'Firefox']);
    expect(me.session).toBe(sessions.nodes[0]?.id);
    expect((await list(house.principal(other, { session: 'laptop' }))).sessions.nodes).toHaveLength(1);
    expect((await list(house.principal(other))).me.session).toBe(null);
  });

  test('that are revoked let nobody in any more, at once and for good; others go on', async () => {
    const staff = await house.person('Lost phone', ['sales']);
    await signIn(staff, 'laptop');
    await signIn(staff, 'phone');
    const laptop = house.principal(staff, { session: 'laptop' });
    const phone = house.principal(staff, { session: 'phone' });
    const { me } = await list(phone);
    const answer = await t()
      .engine.as(await house.actor(laptop))
      .execute('mutation($s: ID!) { revokeSession(input: { session: $s }) { session { revokedAt } userErrors { code } } }', {
        s: me.session,
      });
    expect(answer).toMatchObject({ data: { revokeSession: { session: { revokedAt: expect.any(String) }, userErrors: [] } } });
    expect(await t().engine.actorOf(phone)).toBe(null);
    expect(await t().engine.actorOf(laptop)).not.toBe(null);
    t().clock.advance('PT1H');
    expect(await t().engine.actorOf(phone)).toBe(null);
  });

  test('are ended all at once, but for the one that is kept', async () => {
    const staff = await house.person('Everywhere', ['sales']);
    for (const session of ['a', 'b', 'c']) await signIn(staff, session);
    const { rows } = await t().database.query({ text: 'select id from crm.session where staff_id = $1 order by id', params: [staff] });
    const except = rows[0]?.['id'] as never;
    expect(await house.attempt(house.principal(staff, { session: 'a' }), revokeAllSessions, { except })).toBe(null);
    const left = await Promise.all(['a', 'b', 'c'].map((session) => t().engine.actorOf(house.principal(staff, { session }))));
    expect(left.map((actor) => actor !== null)).toEqual([true, false, false]);
  });

  test('of others are neither seen nor ended without the right', async () => {
    const staff = await house.person('Victim', ['sales']);
    await signIn(staff, 'laptop');
    const { rows } = await t().database.query({ text: 'select id from crm.session where staff_id = $1', params: [staff] });
    const session = rows[0]?.['id'] as never;
    const other = house.principal(await house.person('Curious', ['sales']));
    expect(await house.attempt(other, revokeSession, { session })).toBe('NOT_FOUND');
    expect(await house.attempt(other, revokeAllSessions, { staff })).toBe('CRM_SESSIONS_OF_OTHERS');
    expect(await house.system.refused(revokeAllSessions, {})).toBe('CRM_SESSIONS_OF_WHOM');
    expect(await house.system.run(revokeAllSessions, { staff })).toEqual({ count: 1 });
    expect(await t().engine.actorOf(house.principal(staff, { session: 'laptop' }))).toBe(null);
  });

  test('are not made for nobody, and one name is two sessions for two people', async () => {
    const nobody = house.principal('0190f5c2-0000-7000-8000-000000000000' as never, { session: 'x' });
    expect(await t().engine.actorOf(nobody)).toBe(null);
    const [one, two] = [await house.person('One'), await house.person('Two')];
    await signIn(one, 'same');
    await signIn(two, 'same');
    await house.system.run(revokeAllSessions, { staff: one });
    expect(await signIn(one, 'same')).toBe(null);
    expect(await signIn(two, 'same')).not.toBe(null);
  });

  test('that are over are nobody’s, to the millisecond', async () => {
    const staff = await house.person('Soon', ['sales']);
    const expiresAt = new Date(t().clock.now().getTime() + 1_000);
    expect(await t().engine.actorOf(house.principal(staff, { expiresAt }))).not.toBe(null);
    t().clock.advance('PT1S');
    expect(await t().engine.actorOf(house.principal(staff, { expiresAt }))).toBe(null);
  });
});
