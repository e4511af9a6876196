import { createHash } from 'node:crypto';
import { GuanxiError, globalId, type Id } from '@guanxi/core';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { createCustomer, crm, disablePlugin, enablePlugin, mergeCustomers, unmergeCustomers } from '../index.ts';
import { club, gala, joinClub, mild, planGala, tryClub, welcome } from '../testing/club.fixture.ts';

const code = (run: Promise<unknown>): Promise<string> =>
  run.then(
    (value) => `not refused: ${JSON.stringify(value)}`,
    (error: unknown) => (error instanceof GuanxiError ? `${error.code} ${String(error.args['plugin'] ?? '')}`.trim() : String(error)),
  );
const codes = (answer: { readonly errors?: readonly { readonly extensions: { readonly code: string } }[] }): readonly string[] =>
  (answer.errors ?? []).map((e) => e.extensions.code);

describeEngines('a tenant without a plugin', { plugins: [crm(), club(), gala(), mild()] }, (t) => {
  type Admin = TestActor<never>;
  let admin: Admin;
  let other: Admin;
  let first: Id<'Customer'>;
  let otherFirst: Id<'Customer'>;

  const firm = async (who: Admin, name: string) =>
    (await who.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
  const states = async (who: Admin) => {
    const { data } = await who.execute('{ plugins { id version state enabled reason uses needs { id optional } } }');
    return Object.fromEntries((data as { plugins: { id: string }[] }).plugins.map((p) => [p.id, p]));
  };
  const jobs = async () =>
    (
      await t().database.query({
        text: `select kind, plugin, name from crm.job where tenant_id = $1 and plugin <> 'crm' order by 1, 2, 3`,
        params: [t().tenant.id],
      })
    ).rows;

  beforeAll(async () => {
    admin = (await t().staff()) as unknown as Admin;
    const house = await t().another();
    other = (await house.staff()) as unknown as Admin;
    first = await firm(admin, '甲公司');
    otherFirst = await firm(other, '甲公司');
    await admin.run(joinClub, { customer: first, card: 'A1' });
    await other.run(joinClub, { customer: otherFirst, card: 'B1' });
    await firm(admin, '秘密客户');
  });

  test('DATA-13 refuses: a plugin that others depend on, the core, an unknown one, one whose needs are not there; each names them', async () => {
    const told = async (command: typeof disablePlugin, plugin: string) => {
      const outcome = await admin.attempt(command, { plugin });
      return outcome.ok ? 'done' : `${outcome.errors[0]?.code}: ${outcome.errors[0]?.message}`;
    };
    expect(await told(disablePlugin, 'club')).toBe('CRM_PLUGIN_NEEDED: Plugin “club” is needed by gala; disable these first.');
    expect(await told(disablePlugin, 'crm')).toMatch(/^CRM_PLUGIN_CORE/);
    expect(await told(disablePlugin, 'circus')).toMatch(/^CRM_PLUGIN_UNKNOWN/);
    expect(await told(enablePlugin, '__proto__')).toMatch(/^CRM_PLUGIN_UNKNOWN/);
    expect(await (await t().staff({ can: ['crm:customers:read'] })).refused(disablePlugin, { plugin: 'gala' })).toBe('FORBIDDEN');
  });

  test('DATA-13 what a change would do is told before it is done, and nothing is done', async () => {
    const ask = async (plugin: string, enabled: boolean) =>
      (
        await admin.execute(
          `query ($p: String!, $e: Boolean!) { pluginChange(plugin: $p, enabled: $e) { obstacle { kind plugins } isAlready types fields commands queries events restrictions permissions jobs values { field value records } roles { role } } }`,
          { p: plugin, e: enabled },
        )
      ).data as { pluginChange: Record<string, unknown> };
    const { pluginChange } = await ask('club', false);
    expect(pluginChange).toMatchObject({
      obstacle: { kind: 'NEEDED', plugins: ['gala'] },
      isAlready: false,
      types: ['Member', 'Rank'],
      restrictions: ['Customer'],
      commands: expect.arrayContaining(['joinClub', 'remindMember', 'planGala']),
      queries: ['cardHolders', 'clubReport'],
      events: ['club.member.joined'],
      permissions: ['club:read', 'club:secrets', 'club:write', 'gala:plan'],
    });
    expect(pluginChange['fields']).toEqual(expect.arrayContaining(['Customer.cardCount', 'Customer.memberships']));
    expect(Number(pluginChange['jobs'])).toBeGreaterThan(0);
    expect((await ask('crm', false)).pluginChange['obstacle']).toEqual({ kind: 'CORE', plugins: [] });
    expect((await ask('club', true)).pluginChange['isAlready']).toBe(true);
    expect((await states(admin))['club']).toMatchObject({
      state: 'ENABLED',
      version: '1.2.3',
      uses: ['crm:customers:read', 'crm:customers:write'],
    });
  });

  test('DATA-13 G11: everything of it is gone there, and all of it is there in another tenant of the same engine', async () => {
    await admin.run(disablePlugin, { plugin: 'gala' });
    await admin.run(disablePlugin, { plugin: 'club' });
    expect(await states(admin)).toMatchObject({
      crm: { state: 'ENABLED' },
      club: { state: 'DISABLED', enabled: false, reason: null },
      gala: { state: 'DISABLED' },
      mild: {
        state: 'ENABLED',
        needs: [
          { id: 'crm', optional: false },
          { id: 'club', optional: true },
        ],
      },
    });
    for (const document of [
      '{ customers { nodes { cardCount } } }',
      '{ customers(where: { cardCount: { gt: 0 } }) { totalCount } }',
      '{ customers(orderBy: [{ cardCount: ASC }]) { totalCount } }',
      '{ members { totalCount } }',
      '{ membersAggregate { count } }',
      '{ clubReport { members } }',
      '{ cardHolders(card: "A1") { totalCount } }',
      'mutation { joinClub(input: { customer: "cus_x", card: "x" }) { userErrors { code } } }',
      'mutation { createCustomer(input: { name: "x", kind: ORGANISATION, club: { card: "x" } }) { userErrors { code } } }',
      'mutation { planGala(input: { customer: "cus_x" }) { userErrors { code } } }',
      'subscription { newMembers { type } }',
      'subscription { memberJoined { type } }',
      'query @live { members { totalCount } }',
    ]) {
      expect([document, codes(await admin.execute(document))]).toEqual([document, ['PLUGIN_UNAVAILABLE']]);
      expect([document, codes(await other.execute(document))]).not.toEqual([document, ['PLUGIN_UNAVAILABLE']]);
    }
    expect(await code(admin.attempt(joinClub, { customer: first, card: 'x' }))).toBe('PLUGIN_UNAVAILABLE club');
    expect(await code(admin.runBatch(joinClub, [{ customer: first, card: 'x' }]))).toBe('PLUGIN_UNAVAILABLE club');
    expect(await code(admin.attempt(tryClub, { customer: first, force: true }))).toBe('PLUGIN_UNAVAILABLE club');
    expect(await code((admin.plugins as unknown as { club: { cards(): Promise<number> } }).club.cards())).toBe('PLUGIN_UNAVAILABLE club');
    // Its api is absent and its permissions are nobody's, for a plugin that works without it too; even for whoever has everything.
    expect(await admin.run(tryClub, { customer: first, force: false })).toEqual({ cards: -1, mayRead: false });
    expect(await other.run(tryClub, { customer: otherFirst, force: false })).toEqual({ cards: 2, mayRead: true });
    expect(await admin.refused(planGala as never, { customer: first } as never).catch((e: GuanxiError) => e.code)).toBe(
      'PLUGIN_UNAVAILABLE',
    );
  });

  test('DATA-13 its hooks, restriction, timeline and enum values: gone there, there elsewhere', async () => {
    // `before` and `guard` no longer refuse, `during` and `after` no longer do anything.
    const before = await jobs();
    for (const name of ['黑名单', '守卫', '当场入会']) await firm(admin, name);
    expect(await jobs()).toEqual(before);
    expect(await other.refused(createCustomer, { name: '黑名单', kind: 'ORGANISATION', confirmNew: true })).toBe('CLUB_BANNED');
    expect(await other.refused(createCustomer, { name: '守卫', kind: 'ORGANISATION', confirmNew: true })).toBe('CLUB_BANNED');
    const clerk = (can: readonly string[]) =>
      t().staff({ can: [...can, 'crm:customers:read', 'crm:timeline:read', 'crm:customers:write'] });
    const names = async (who: { execute: Admin['execute'] }) =>
      (
        (await who.execute('{ customers(where: { name: { eq: "秘密客户" } }) { nodes { name } } }')).data as {
          customers: { nodes: object[] };
        }
      ).customers.nodes;
    expect(await names(await clerk([]))).toHaveLength(1);
    const timeline = await admin.execute('query ($id: ID!) { customer(id: $id) { timeline { nodes { kind } } } }', {
      id: globalId('cus', first),
    });
    expect(JSON.stringify(timeline.data)).not.toContain('CLUB');
    const patron = { name: '赞助人公司', kind: 'ORGANISATION' as const, confirmNew: true, roles: ['PATRON'] };
    expect(await admin.refused(createCustomer, patron as never)).toBe('BAD_INPUT');
    const { customer } = await other.run(createCustomer, patron as never);
    expect(customer).toBeDefined();
  });

  test('DATA-13 its timers, hooks and cron jobs are held, not lost, and its data is kept', async () => {
    const held = await jobs();
    expect(held).toEqual(
      expect.arrayContaining([
        { kind: 'AFTER', plugin: 'club', name: 'crm.customer.created' },
        { kind: 'TIMER', plugin: 'club', name: 'remindMember' },
      ]),
    );
    t().clock.advance('P2D');
    await t().workOff();
    const cards = async () =>
      (
        await t().database.query({ text: 'select card from crm.club_member where tenant_id = $1 order by card', params: [t().tenant.id] })
      ).rows.map((r) => r['card']);
    expect(await cards()).toEqual(['A1']);
    expect(await jobs()).toEqual(expect.arrayContaining(held as never[]));

    await admin.run(enablePlugin, { plugin: 'club' });
    await t().workOff();
    expect(await cards()).toEqual(['A1+reminded', 'welcome', 'welcome']);
    expect(await code(admin.attempt(welcome, { customer: first }))).toContain('not refused');
  });

  test('DATA-13 enabling and disabling leaves the tenant as it was, data and schema', async () => {
    const state = async () => {
      const hash = createHash('sha256');
      for (const table of ['club_member', 'club_rank', 'crm_customer', 'tenant_plugin', 'job'])
        for (const { text } of (
          await t().database.query({
            text: `select to_jsonb(x)::text as text from crm.${table} x where tenant_id = $1 order by 1`,
            params: [t().tenant.id],
          })
        ).rows)
          hash.update(String(text));
      const fields = await admin.execute('{ __schema { types { name fields { name } inputFields { name } enumValues { name } } } }');
      return [hash.digest('hex'), JSON.stringify(fields.data)];
    };
    const before = await state();
    await admin.run(disablePlugin, { plugin: 'club' });
    expect((await state())[1]).not.toBe(before[1]);
    await admin.run(enablePlugin, { plugin: 'club' });
    expect(await state()).toEqual(before);
    await admin.run(enablePlugin, { plugin: 'gala' });
    await admin.run(planGala, { customer: first });
  });

  test('DATA-13 the change is an event, a version and a line of history, and settings are kept', async () => {
    await t()
      .engine.settings(t().tenant.id)
      .set('club' as never, { greeting: '你好' } as never);
    await admin.run(disablePlugin, { plugin: 'gala' });
    const { choice } = await admin.run(disablePlugin, { plugin: 'club' });
    const { data } = await admin.execute('query ($id: ID!) { changes(subject: $id) { nodes { command } } }', {
      id: globalId('plc', choice),
    });
    expect(JSON.stringify(data)).toContain('disablePlugin');
    await admin.run(enablePlugin, { plugin: 'club' });
    expect(
      await t()
        .engine.settings(t().tenant.id)
        .get('club' as never),
    ).toEqual({ greeting: '你好' });
  });

  test('DATA-13 streams end at once, with a code, that ask for what is gone; others go on', async () => {
    const listen = async (who: Admin, document: string) => {
      const subscribed = await t().engine.subscribe({ document, actor: who.actor });
      if (!subscribed.ok) throw new Error(subscribed.answer.text);
      return subscribed.stream;
    };
    const ended = (stream: Awaited<ReturnType<typeof listen>>): Promise<unknown> =>
      stream.next().then(
        () => 'it goes on',
        (error: { readonly errors?: readonly { readonly extensions: object }[] }) => error.errors?.[0]?.extensions,
      );
    const joined = await listen(admin, 'subscription { memberJoined { type } }');
    const live = await listen(admin, 'query @live { members { totalCount } }');
    const customers = await listen(admin, 'query @live { customers { totalCount } }');
    const elsewhere = await listen(other, 'query @live { members { totalCount } }');
    for (const stream of [live, customers, elsewhere]) expect((await stream.next()).done).toBe(false);
    const ends = Promise.all([ended(joined), ended(live)]);
    await admin.run(disablePlugin, { plugin: 'club' });
    expect(await ends).toEqual([
      expect.objectContaining({ code: 'PLUGIN_UNAVAILABLE' }),
      expect.objectContaining({ code: 'PLUGIN_UNAVAILABLE' }),
    ]);
    const more = Promise.all([customers.next(), elsewhere.next()]);
    await firm(admin, '新客户');
    await other.run(joinClub, { customer: otherFirst, card: 'B9' });
    expect((await more).map(({ done }) => done)).toEqual([false, false]);
    await Promise.all([customers, elsewhere].map((stream) => stream.return?.()));
    await admin.run(enablePlugin, { plugin: 'club' });
  });

  test('DATA-13 a plugin that was not there when the tenant was made is filled when it is first enabled, and only then', async () => {
    const tenant = t().tenant.id;
    const ranks = async () =>
      (
        await t().database.query({
          text: `select count(*)::int as n from crm.club_rank where tenant_id = $1 and name = 'Gold'`,
          params: [tenant],
        })
      ).rows[0]?.['n'];
    const before = Number(await ranks());
    await admin.run(disablePlugin, { plugin: 'club' });
    await t().database.query({
      text: `update crm.plugin_choice set seeded = false where tenant_id = $1 and plugin = 'club'`,
      params: [tenant],
    });
    await admin.run(enablePlugin, { plugin: 'club' });
    await t().workOff();
    expect(await ranks()).toBe(before + 1);
    await admin.run(disablePlugin, { plugin: 'club' });
    await admin.run(enablePlugin, { plugin: 'club' });
    await t().workOff();
    expect(await ranks()).toBe(before + 1);
  });

  test('DATA-13 one that was stopped runs in no tenant, and its choice cannot bring it back', async () => {
    await t().database.query({ text: `insert into crm.plugin_stop (plugin, since) values ('mild', now())` });
    t().clock.advance('PT1M');
    for (const who of [admin, other]) {
      expect((await states(who))['mild']).toMatchObject({ state: 'UNAVAILABLE', reason: expect.stringContaining('operator') });
      expect(await code(who.attempt(tryClub, { customer: first, force: false }))).toBe('PLUGIN_UNAVAILABLE mild');
      expect(await who.refused(enablePlugin, { plugin: 'mild' })).toBe('CRM_PLUGIN_STOPPED');
    }
    expect(await t().engine.stoppedPlugins()).toMatchObject([{ plugin: 'mild' }]);
    expect(await t().engine.allowPlugin('mild')).toBe(true);
    t().clock.advance('PT1M');
    expect(await admin.run(tryClub, { customer: first, force: false })).toMatchObject({ mayRead: true });
  });

  test('DATA-13 a merge moves what is stored of a plugin that is not used, and taking it back gives it back', async () => {
    const [survivor, duplicate] = [await firm(admin, '合并甲'), await firm(admin, '合并乙')];
    await admin.run(joinClub, { customer: duplicate, card: 'M1' });
    const holder = async () =>
      (
        await t().database.query({
          text: `select customer_id from crm.club_member where tenant_id = $1 and card = 'M1'`,
          params: [t().tenant.id],
        })
      ).rows[0]?.['customer_id'];
    await admin.run(disablePlugin, { plugin: 'club' });
    await admin.run(mergeCustomers, { survivor, duplicate });
    expect(await holder()).toBe(survivor);
    await admin.run(unmergeCustomers, { duplicate });
    expect(await holder()).toBe(duplicate);
    await admin.run(enablePlugin, { plugin: 'club' });
  });
});
