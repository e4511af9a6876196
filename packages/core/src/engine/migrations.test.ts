/** An engine does not start on a database that is not what it expects, and says why; it never migrates by itself. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEngine, definePlugin, label, type Plugin, pluginKit } from '@guanxi/core';
import { onBothEngines } from '@guanxi/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Notes {
  id: 'notes';
}
const p = pluginKit<Notes>('notes', { engine: '*' });
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'guanxi-migrations-'));
});
afterAll(() => rm(home, { recursive: true }));

/** The plugin as some version ships it: its migrations by name. */
async function notes(version: string, migrations: Readonly<Record<string, string>>): Promise<Plugin<Notes>> {
  const folder = join(home, `${version}-${Object.values(migrations).join().length}`);
  for (const [name, text] of Object.entries(migrations)) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), text);
  }
  return definePlugin(p, {
    version,
    label: label('Notes', '笔记'),
    capability: 'OPERATIONAL',
    migrations: pathToFileURL(`${folder}/`),
    permissions: {},
    model: [],
  });
}
const one = { '20260101000000_one': 'create table crm.notes_one (id int primary key)' };
const two = { ...one, '20260201000000_two': 'create table crm.notes_two (id int primary key)' };

onBothEngines('a database that is not ready', (open) => {
  test('is refused with every reason, and migrated only when asked', async () => {
    const database = await open();
    const engine = createEngine({ plugins: [await notes('1.0.0', one)], database });
    const refusal = await engine.ready().catch((e: Error) => e.message);
    expect(
      String(refusal)
        .replace(/kernel\/\S+,? ?/g, '')
        .replace(/lacks \d+/, 'lacks N'),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. MIGRATIONS_PENDING: The database lacks N migrations: notes/20260101000000_one.
         Likely cause: The program or a plugin is newer than the database; nothing migrates by itself.
         Next: Run \`guanxi migrate\` or engine.migrate()."
    `);
    expect((await engine.planMigrations()).migrations.map((m) => m.plugin)).toContain('notes');
    await engine.migrate();
    await engine.ready();

    const newer = createEngine({ plugins: [await notes('2.0.0', two)], database });
    await expect(newer.ready()).rejects.toMatchObject({
      code: 'BOOT_FAILED',
      problems: [{ code: 'MIGRATIONS_PENDING', plugins: ['notes'] }],
    });
    await newer.migrate();
    const edited = { ...two, '20260101000000_one': 'create table crm.notes_one (id bigint primary key)' };
    await expect(createEngine({ plugins: [await notes('2.0.1', edited)], database }).ready()).rejects.toMatchObject({
      problems: [{ code: 'MIGRATIONS_EDITED' }],
    });
    await expect(engine.ready()).rejects.toMatchObject({ problems: [{ code: 'MIGRATIONS_NEWER' }] });
    const late = { ...two, '20260115000000_late': 'select 1' };
    await expect(createEngine({ plugins: [await notes('2.0.2', late)], database }).ready()).rejects.toMatchObject({
      problems: [{ code: 'MIGRATIONS_PENDING' }, { code: 'MIGRATIONS_GAP' }],
    });
  });

  test('a plugin is removed after its plan was shown', async () => {
    const database = await open();
    const engine = createEngine({ plugins: [await notes('1.0.0', one)], database });
    await engine.migrate();
    expect((await engine.removePlugin('notes')).drops.map((d) => d.name)).toEqual(['notes_one']);
    expect((await engine.migrationStatus()).pending).toEqual([]);
    await engine.removePlugin('notes', { confirm: true });
    expect((await engine.migrationStatus()).pending).toMatchObject([{ plugin: 'notes' }]);
  });

  test('a database that was given to the engine stays open when the engine closes', async () => {
    const database = await open();
    const engine = createEngine({ plugins: [], database });
    const running = engine.migrate();
    await engine.close();
    // What was running when it closed was waited for.
    expect(await running).not.toEqual([]);
    expect((await database.query({ text: 'select 1 as n' })).rows).toEqual([{ n: 1 }]);
  });
});
