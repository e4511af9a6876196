/** Who may be signed in to the database, what is refused of it, and how its walls are put up. */
import { createEngine, type Engine } from '@guanxi/core';
import { connect, type Database, pluginRole, roles } from '@guanxi/core/database';
import { applicationUrl, onBothEngines } from '@guanxi/testing/database';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { notesPlugin } from './notes.fixture.ts';

const notes = await notesPlugin();
const engineOn = (database: Database, plugin = notes): Engine => createEngine({ plugins: [plugin], database }) as unknown as Engine;

onBothEngines('the walls in a database', (open, engine) => {
  test('are put up with the migrations, by as many as come at once, and stand when they are put up again', async () => {
    const database = await open();
    const made = engineOn(database);
    await Promise.all([made.migrate(), engineOn(database).migrate(), engineOn(database).migrate()]);
    await made.ready();
    await made.migrate();
    expect((await database.query({ text: 'select current_user::text as name' })).rows).toEqual([{ name: roles.planner }]);
    expect((await made.planMigrations()).roles).toEqual([]);
  });

  test('that have a gap are refused as DATABASE_ROLES_MISSING, and closed by migrating', async () => {
    const database = await open();
    const made = engineOn(database);
    await made.migrate();
    for (const gap of [
      'drop policy guanxi_engine on crm.notes_one',
      'alter table crm.change_log disable row level security',
      `revoke select on crm.notes_one from ${pluginRole('notes')}`,
      `grant update on crm.change_log to ${roles.planner}`,
      `alter table crm.event owner to current_user`,
      `revoke usage on schema crm from ${roles.planner}`,
    ]) {
      await database.asOwner((owner) => owner.query({ text: gap }));
      const refused = await engineOn(database)
        .ready()
        .catch((error: { problems?: { code: string }[] }) => error.problems?.map((p) => p.code));
      expect([gap, refused]).toEqual([gap, ['DATABASE_ROLES_MISSING']]);
      await made.migrate();
      await made.ready();
    }
  });

  test('leave nothing of a plugin’s role when it is removed', async () => {
    const database = await open();
    const made = engineOn(database);
    await made.migrate();
    const role = async () =>
      (await database.query({ text: 'select 1 from pg_roles where rolname = $1', params: [pluginRole('notes')] })).affected;
    expect(await role()).toBe(1);
    await made.removePlugin('notes', { confirm: true });
    // Other databases of the test's cluster may have the plugin as well.
    if (engine === 'embedded') expect(await role()).toBe(0);
  });
});

describe.skipIf(inject('postgresUrl') === null)('who signs in on Postgres', () => {
  const server = inject('postgresUrl') as string;
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const step of cleanUp.reverse()) await step();
  });
  let made = 0;
  async function opened(url: string, options: object = {}): Promise<Database> {
    const database = await connect({ url, max: 2, ...options });
    cleanUp.push(() => database.close());
    return database;
  }
  async function fresh(): Promise<{ readonly url: string; readonly run: (text: string) => Promise<unknown> }> {
    made += 1;
    const name = `user_${process.pid}_${made}`;
    const admin = await opened(server, { as: 'owner' });
    await admin.query({ text: `create database ${name}` });
    cleanUp.push(() => admin.query({ text: `drop database if exists ${name} with (force)` }));
    const url = server.replace(/\/postgres$/, `/${name}`);
    const owner = await opened(url, { as: 'owner' });
    return { url, run: (text) => owner.query({ text }) };
  }
  /** A user made for this test, and the address under it. It goes with the cluster. */
  async function user(url: string, run: (text: string) => Promise<unknown>, attributes: string): Promise<{ name: string; url: string }> {
    made += 1;
    const name = `guest_${process.pid}_${made}`;
    await run(`create role ${name} login password '${name}' ${attributes}`);
    return { name, url: url.replace('postgres:postgres', `${name}:${name}`) };
  }
  const refusal = (database: Database, plugin = notes) =>
    engineOn(database, plugin)
      .ready()
      .then(
        () => null,
        (error: Error) => error.message,
      );

  test('a superuser, one that bypasses row security, and an owner are refused as DATABASE_USER_UNSAFE, by name', async () => {
    const { url, run } = await fresh();
    const superuser = await opened(url);
    await engineOn(superuser).migrate();
    expect(await refusal(superuser)).toContain('"postgres" could go round every wall in the database, since it is: SUPERUSER, BYPASSRLS.');
    const bypassing = await user(url, run, `bypassrls in role ${roles.planner}`);
    expect(await refusal(await opened(bypassing.url))).toContain(
      `"${bypassing.name}" could go round every wall in the database, since it is: BYPASSRLS.`,
    );
    const owner = await user(url, run, `in role ${roles.planner}`);
    await run(`alter table crm.notes_one owner to ${owner.name}`);
    expect(await refusal(await opened(owner.url))).toContain(`since it is: OWNER.`);
    expect(await refusal(await opened(applicationUrl(url)))).toBeNull();
  });

  test('one that was never admitted is told so, and admitted by migrating', async () => {
    const { url, run } = await fresh();
    const guest = await user(url, run, '');
    const database = await opened(guest.url, { ownerUrl: url });
    const engine = engineOn(database);
    await engine.migrate();
    expect(await refusal(database)).toContain(`the role ${roles.planner} for "${guest.name}"`);
    await engine.migrate({ login: guest.name });
    expect(await refusal(database)).toBeNull();
    await expect(engine.migrate({ login: 'nobody "here"' })).rejects.toMatchObject({
      code: 'LOGIN_UNKNOWN',
      message: expect.stringContaining(`create role "nobody ""here""" login password '…';\ngrant guanxi_planner to "nobody ""here""";`),
    });
  });

  test('an owner without a superuser’s rights migrates, also again, and adds plugins', async () => {
    const { url, run } = await fresh();
    const owner = await user(url, run, 'createrole');
    await run(`alter database ${new URL(url).pathname.slice(1)} owner to ${owner.name}`);
    for (const role of [roles.planner, roles.plugin, roles.erasure, roles.upkeep]) {
      await run(
        `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin noinherit; end if; end $$`,
      );
      await run(`grant ${role} to ${owner.name} with admin option`);
    }
    const database = await opened(applicationUrl(url), { ownerUrl: owner.url });
    await (createEngine({ plugins: [], database }) as unknown as Engine).migrate();
    const late = await notesPlugin(`late_${process.pid}`);
    await engineOn(database, late).migrate();
    expect(await refusal(database, late)).toBeNull();
    await engineOn(database, late).removePlugin(late.id, { confirm: true });
    expect(await run(`select from pg_roles where rolname = '${pluginRole(late.id)}'`)).toMatchObject({ affected: 0 });
  });

  test('an owner that may make no roles is given the SQL for somebody who may', async () => {
    const { url, run } = await fresh();
    const owner = await user(url, run, '');
    await run(`alter database ${new URL(url).pathname.slice(1)} owner to ${owner.name}`);
    const database = await opened(applicationUrl(url), { ownerUrl: owner.url });
    const secret = await notesPlugin(`secret_${process.pid}`);
    const refused = await engineOn(database, secret)
      .migrate()
      .catch((error: { code: string; details: readonly string[] }) => error);
    expect(refused).toMatchObject({
      code: 'ROLES_FORBIDDEN',
      details: expect.arrayContaining([`grant ${roles.upkeep} to ${owner.name}`, `create role ${pluginRole(secret.id)} nologin inherit`]),
    });
    for (const statement of (refused as { details: readonly string[] }).details) await run(statement);
    await engineOn(database, secret).migrate();
    expect(await refusal(database, secret)).toBeNull();
  });
});
