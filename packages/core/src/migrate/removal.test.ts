import { onBothEngines } from '@guanxi/testing/database';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database/port.ts';
import { kernelMigrations, type MigrationSource, migrate, planRemoval, removePlugin, status } from './index.ts';
import { file, migrationFolders, storyClock } from './sources.fixture.ts';

const folders = await migrationFolders();
afterAll(() => folders.remove());
const tenant = '01900000-0000-7000-8000-000000000001';
const id = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;

onBothEngines('removal of a plugin', (open) => {
  let database: Database;
  let loyalty: MigrationSource;
  let plus: MigrationSource;
  const run = (text: string) => database.query({ text });
  /** Every name in the schema, and how many rows the kernel's tables hold. */
  const everything = async () =>
    (
      await run(`
    select relname || ' ' || relkind::text as name from pg_class where relnamespace = 'crm'::regnamespace
    union all select typname::text from pg_type where typnamespace = 'crm'::regnamespace
    union all select proname::text from pg_proc where pronamespace = 'crm'::regnamespace
    union all select plugin || '/' || name from crm.journal
    union all select 'settings of ' || plugin from crm.tenant_plugin
    union all select 'attribute of ' || entity from crm.attribute_definition
    order by 1`)
    ).rows.map((row) => row['name']);

  beforeAll(async () => {
    database = await open({ as: 'owner' });
    loyalty = await folders.source('loyalty', {
      '1_first': file(
        `create type crm.loyalty_mood as enum ('good')`,
        'create table crm.loyalty_account (tenant_id uuid, id uuid, mood crm.loyalty_mood, seq int generated always as identity, primary key (tenant_id, id))',
        'create table crm.loyalty_entry (tenant_id uuid, id uuid, account_id uuid, foreign key (tenant_id, account_id) references crm.loyalty_account)',
        'create view crm.loyalty_view as select id from crm.loyalty_account',
        'create sequence crm.loyalty_number',
        'create function crm.loyalty_twice(n int) returns int language sql as $$ select 2 * n $$',
      ),
    });
    plus = await folders.source('loyalty_plus', {
      '1_first': 'create table crm.loyalty_plus_tier (tenant_id uuid, id uuid, primary key (tenant_id, id))',
    });
  });

  beforeEach(async () => {
    await database.script('drop schema if exists crm cascade');
    await migrate(database, [kernelMigrations, loyalty, plus], { clock: storyClock });
    await run(`insert into crm.tenant values ('${tenant}', 'story', 'Story', 'Asia/Shanghai', 'CNY', 'zh-CN', now())`);
    await run(`insert into crm.tenant_plugin (tenant_id, plugin) values ('${tenant}', 'loyalty'), ('${tenant}', 'loyalty_plus')`);
    await run(`insert into crm.loyalty_account (tenant_id, id) values ('${tenant}', '${id(1)}'), ('${tenant}', '${id(2)}')`);
    await run(`insert into crm.change_log (tenant_id, id, entity, record_id, version, op, command, actor, at)
      values ('${tenant}', '${id(3)}', 'LoyaltyAccount', '${id(1)}', 1, 'insert', 'openAccount', '{}', now())`);
  });

  const attribute = (entity: string, refersTo: string | null) =>
    run(`insert into crm.attribute_definition
    (tenant_id, id, entity, key, type, label_en, label_zh, reference_entity, classification, created_at, created_by, updated_at, updated_by)
    values ('${tenant}', '${id(4)}', '${entity}', 'own.card', 'text', 'Card', '卡', ${refersTo === null ? 'null' : `'${refersTo}'`}, 'INTERNAL', now(), 'a', now(), 'a')`);
  const entities = ['LoyaltyAccount', 'LoyaltyEntry'];
  const sources = () => [kernelMigrations, loyalty, plus];

  it('shows what it would drop and keep, and drops nothing', async () => {
    await attribute('LoyaltyAccount', null);
    const before = await everything();
    const plan = await planRemoval(database, sources(), 'loyalty', { dependants: [], entities });
    expect(plan.refusal).toBeNull();
    expect(plan.drops.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'function loyalty_twice',
      'sequence loyalty_number',
      'table loyalty_account',
      'table loyalty_entry',
      'type loyalty_mood',
      'view loyalty_view',
    ]);
    expect(plan).toMatchObject({
      rows: { loyalty_account: 2, loyalty_entry: 0 },
      deletes: { journal: 1, settings: 1, attributes: 1, jobs: 0, grants: 0 },
      kept: { changes: 1, events: 0 },
    });
    expect(await everything()).toEqual(before);
  });

  it('leaves nothing behind but history, and touches no other plugin', async () => {
    await attribute('LoyaltyAccount', null);
    await removePlugin(database, sources(), 'loyalty', { dependants: [], entities });
    const left = await everything();
    await database.script('drop schema crm cascade');
    await migrate(database, [kernelMigrations, plus], { clock: storyClock });
    await run(`insert into crm.tenant values ('${tenant}', 'story', 'Story', 'Asia/Shanghai', 'CNY', 'zh-CN', now())`);
    await run(`insert into crm.tenant_plugin (tenant_id, plugin) values ('${tenant}', 'loyalty_plus')`);
    expect(left).toEqual(await everything());
  });

  it('takes its jobs, and its permissions out of roles, and leaves those of others', async () => {
    await run(`insert into crm.job (tenant_id, id, kind, plugin, name, run_at, input, created_at, created_by, updated_at, updated_by)
      select '${tenant}', gen_random_uuid(), 'TIMER', plugin, 'expire', now(), '{}', now(), 'a', now(), 'a' from unnest('{loyalty,loyalty_plus}'::text[]) plugin`);
    await run(`insert into crm.role (tenant_id, id, key, label_en, label_zh, audience, grants, created_at, created_by, updated_at, updated_by)
      values ('${tenant}', '${id(7)}', 'clerk', 'Clerk', '店员', 'STAFF', '[{"permission":"loyalty:read","scope":"ALL"},{"permission":"loyalty_plus:read","scope":"OWN"}]', now(), 'a', now(), 'a')`);
    expect((await planRemoval(database, sources(), 'loyalty', { dependants: [], entities })).deletes).toMatchObject({ jobs: 1, grants: 1 });
    await removePlugin(database, sources(), 'loyalty', { dependants: [], entities });
    expect((await run('select plugin from crm.job')).rows).toEqual([{ plugin: 'loyalty_plus' }]);
    expect((await run('select grants::text as grants from crm.role')).rows).toEqual([
      { grants: '[{"scope": "OWN", "permission": "loyalty_plus:read"}]' },
    ]);
  });

  it('keeps the change log', async () => {
    await removePlugin(database, sources(), 'loyalty', { dependants: [], entities });
    expect((await run('select entity from crm.change_log')).rows).toEqual([{ entity: 'LoyaltyAccount' }]);
  });

  it('refuses while another plugin needs it', async () => {
    const before = await everything();
    const needing = { ...plus, needs: ['loyalty'] };
    const removal = removePlugin(database, [kernelMigrations, loyalty, needing], 'loyalty', { dependants: ['hotels'] });
    await expect(removal).rejects.toMatchObject({
      code: 'REMOVAL_NEEDED',
      message: 'Plugin "loyalty" cannot be removed: hotels, loyalty_plus needs it.',
    });
    expect(await everything()).toEqual(before);
  });

  it("refuses while another's table or attribute refers to its records", async () => {
    await run('alter table crm.loyalty_plus_tier add constraint tier_fk foreign key (tenant_id, id) references crm.loyalty_account');
    const removal = () => removePlugin(database, sources(), 'loyalty', { dependants: [], entities });
    await expect(removal()).rejects.toMatchObject({
      code: 'REMOVAL_REFERENCED',
      message: expect.stringContaining('loyalty_plus_tier (tier_fk)'),
    });
    await run('alter table crm.loyalty_plus_tier drop constraint tier_fk');
    await attribute('Customer', 'LoyaltyAccount');
    await expect(removal()).rejects.toMatchObject({ code: 'REMOVAL_REFERENCED', message: expect.stringContaining('Customer own.card') });
  });

  it('removes a plugin that is installed no more', async () => {
    await removePlugin(database, [kernelMigrations, plus], 'loyalty', { dependants: [] });
    expect((await status(database, [kernelMigrations, plus])).notInstalled).toEqual([]);
  });

  it('refuses the kernel, and what is not there', async () => {
    await expect(removePlugin(database, sources(), 'kernel', { dependants: [] })).rejects.toMatchObject({ code: 'REMOVAL_UNKNOWN' });
    await expect(removePlugin(database, sources(), 'hotels', { dependants: [] })).rejects.toMatchObject({ code: 'REMOVAL_UNKNOWN' });
  });
});
