/** The engine as an embedder meets it, with plugins so small that only the engine is at work (DATA-13). */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createEngine,
  definePlugin,
  type Entity,
  type EntityOf,
  type Id,
  label,
  type Plugin,
  pluginKit,
  select,
  t,
  tenantTable,
  text,
} from '@guanxi/core';
import { createTestEngine, describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

// ── a notebook: one table, one command, one event, settings, an api, a seed ──
const words = label('Text', '文本');
const notes = tenantTable('notes_note', { title: text().notNull(), mood: text() });
interface Note extends EntityOf<'Note', typeof notes> {}
interface Notes {
  id: 'notes';
  permission: 'notes:read' | 'notes:write';
  settings: { mood: string; limits: { titles: number } };
  api: { count(): Promise<number>; moodOf(note: Id<'Note'>): Promise<string | null>; greeting(name: string): string };
}
const p = pluginKit<Notes>('notes', { engine: '*' });
const Note: Entity<Note> = p.entity('Note', { table: notes, idPrefix: 'not', label: words, read: 'notes:read' });
const noteFields = p.fields(Note, (f) => ({ title: f.column('title'), mood: f.column('mood') }));
const tooLong = p.refusal('TITLE_TOO_LONG', { en: 'At most {max} letters', zh: '最多 {max} 个字' });
const write = p.command('writeNote', {
  label: words,
  permission: 'notes:write',
  input: { title: t.text() },
  output: { note: t.ref(Note) },
  async run(tx, { title }) {
    if (title.length > tx.settings.limits.titles) throw tooLong({ max: tx.settings.limits.titles }, 'title');
    return { note: await tx.insert(Note, { title, mood: tx.settings.mood }) };
  },
});

let migrations: URL;
let broken: 'seed' | 'warnings' | null = null;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-engine-'));
  await mkdir(join(folder, '20260101000000_notes'));
  await writeFile(
    join(folder, '20260101000000_notes', 'migration.sql'),
    `create table crm.notes_note (tenant_id uuid not null, id uuid not null, version integer not null default 1, created_at timestamptz(3) not null,
      created_by text not null, updated_at timestamptz(3) not null, updated_by text not null, title text not null, mood text, primary key (tenant_id, id));`,
  );
  migrations = pathToFileURL(`${folder}/`);
  return () => rm(folder, { recursive: true });
});

const plugin = (): Plugin<Notes> =>
  definePlugin(p, {
    version: '1.0.0',
    label: words,
    capability: 'OPERATIONAL',
    permissions: { 'notes:read': words, 'notes:write': words },
    get migrations() {
      return migrations;
    },
    settings: z.object({ mood: z.string().default('calm'), limits: z.object({ titles: z.int().min(1).default(80) }).prefault({}) }),
    model: [noteFields],
    commands: [write],
    refusals: [tooLong],
    async seed(tx) {
      await tx.insert(Note, { title: 'Welcome', mood: null });
      if (broken === 'seed') throw tooLong({ max: 1 });
    },
    async demo(tx) {
      await tx.insert(Note, [{ title: 'One' }, { title: 'Two' }]);
    },
    async warnings(scope) {
      if (broken === 'warnings') throw new Error('no idea');
      const notes = await scope.system.read(select(noteFields, {}), {});
      return notes.length > 2 ? [{ what: label('Too many notes', '笔记过多'), next: label('Delete some', '请删除') }] : [];
    },
    api: (scope) => ({
      count: async () => (await scope.read(select(noteFields, { title: true }), {})).length,
      moodOf: async (note) => (await scope.get(Note, note))?.mood ?? null,
      greeting: (name) => `Hello ${name}`,
    }),
  });

describe('an engine', () => {
  test('boots without any plugin (DATA-13)', async () => {
    const engine = createEngine({ plugins: [] });
    expect(engine.plugins).toEqual([]);
    expect(engine.sdl()).toContain('type Query');
    await engine.close();
  });
  test('refuses a call without an actor', () => {
    const engine = createEngine({ plugins: [] });
    expect(() => engine.as(undefined as never)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    expect(() => engine.as({ kind: 'service', name: 'x', permissions: [] } as never)).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
  });
  test('refuses work once it is closed', async () => {
    const engine = createEngine({ plugins: [] });
    await engine.close();
    await expect(engine.ready()).rejects.toMatchObject({ code: 'ENGINE_CLOSED' });
    await expect(engine.tenants.list()).rejects.toMatchObject({ code: 'ENGINE_CLOSED' });
  });
});

describeEngines('an engine with a plugin', { plugins: [plugin()] }, (ctx) => {
  test('runs commands and reads as an actor', async () => {
    const clerk = await ctx().staff();
    const { note } = await clerk.run(write, { title: 'Call back' });
    expect(await clerk.read(select(noteFields, { title: true, mood: true }), { id: note })).toEqual([
      { id: note, title: 'Call back', mood: 'calm' },
    ]);
    expect(await clerk.refused(write, { title: 'x'.repeat(81) })).toBe('TITLE_TOO_LONG');
    const reader = await ctx().staff({ can: ['notes:read'] });
    expect(await reader.refused(write, { title: 'No' })).toBe('FORBIDDEN');
  });

  test("offers the plugins' apis as that actor, asynchronously", async () => {
    const { staff } = await ctx().another();
    const me = await staff();
    expect(await me.plugins.notes.count()).toBe(1);
    expect(await me.plugins.notes.greeting('Li')).toBe('Hello Li');
    expect(await (await staff({ can: [] })).plugins.notes.count().catch((e) => e.code)).toBe('FORBIDDEN');
  });

  test('knows settings per tenant, completed and checked', async () => {
    const mine = await ctx().another();
    const other = await ctx().another();
    const settings = mine.engine.settings(mine.tenant.id);
    expect(await settings.get('notes')).toEqual({ mood: 'calm', limits: { titles: 80 } });
    expect(await settings.set('notes', { mood: 'glad' })).toEqual({ mood: 'glad', limits: { titles: 80 } });
    await expect(settings.set('notes', { limits: { titles: 0 } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      path: ['limits', 'titles'],
    });
    await settings.set('notes', { limits: { titles: 60 } });
    expect(await settings.set('notes', { limits: {} })).toEqual({ mood: 'glad', limits: { titles: 60 } });
    const me = await mine.staff();
    expect(await me.plugins.notes.moodOf((await me.run(write, { title: 'A' })).note)).toBe('glad');
    expect(await other.engine.settings(other.tenant.id).get('notes')).toMatchObject({ mood: 'calm' });
  });

  test('makes tenants with their seeds, or not at all', async () => {
    const { engine } = ctx();
    broken = 'seed';
    await expect(engine.tenants.create({ slug: 'acme', name: 'Acme' })).rejects.toMatchObject({ code: 'TITLE_TOO_LONG' });
    broken = null;
    expect(await engine.tenants.bySlug('acme')).toBeNull();
    const made = await engine.tenants.create({ slug: 'acme', name: 'Acme', zone: 'Asia/Shanghai' });
    expect(await engine.tenants.bySlug('acme')).toEqual(made);
    expect((await engine.tenants.list()).map((x) => x.slug)).toContain('acme');
    await expect(engine.tenants.create({ slug: 'acme', name: 'Again' })).rejects.toMatchObject({ code: 'TENANT_EXISTS' });
    await expect(engine.tenants.create({ slug: 'A B', name: 'x' })).rejects.toMatchObject({ code: 'TENANT_INVALID' });
    await expect(engine.tenants.create({ slug: 'ok', name: 'x', zone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'TENANT_INVALID' });
  });

  test('tells what its plugins would have a person see to, by tenant', async () => {
    const mine = await ctx().another();
    const { engine, tenant } = mine;
    const ofMine = async () => (await engine.warnings()).filter((one) => one.tenant === tenant.slug);
    expect(await ofMine()).toEqual([]);
    await engine.demo(tenant.id);
    const told = {
      tenant: tenant.slug,
      plugin: 'notes',
      what: { en: 'Too many notes', zh: '笔记过多' },
      next: { en: 'Delete some', zh: '请删除' },
    };
    expect(await ofMine()).toEqual([told]);
    broken = 'warnings';
    expect(await ofMine()).toMatchObject([{ plugin: 'notes', what: { en: expect.stringContaining('no idea') } }]);
    broken = null;
  });

  test('shows what removing a tenant takes, then takes every row of it and none of others', async () => {
    const mine = await ctx().another();
    const other = await ctx().another();
    await mine.engine.demo(mine.tenant.id);
    await mine.engine.settings(mine.tenant.id).set('notes', { mood: 'glad' });
    const plan = await mine.engine.tenants.remove(mine.tenant.id);
    expect(plan).toMatchObject({ removed: false, rows: { notes_note: 3, tenant: 1, tenant_plugin: 1 } });
    expect(await mine.engine.tenants.remove(mine.tenant.id, { confirm: true })).toEqual({ ...plan, removed: true });
    await expect(mine.engine.tenants.remove(mine.tenant.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await other.engine.tenants.remove(other.tenant.id)).toMatchObject({ rows: { notes_note: 1 } });
  });

  test('keeps events for as long as a tenant says, else as it is set', async () => {
    const short = await ctx().another();
    const long = await ctx().another();
    for (const house of [short, long]) await (await house.staff()).run(write, { title: 'Once' });
    await short.engine.tenants.keepEvents(short.tenant.id, 2);
    await short.engine.workOff();
    const kept = async (tenant: string) => {
      const { rows } = await short.database.query({
        text: 'select count(*)::int as n from crm.event where tenant_id = $1',
        params: [tenant],
      });
      return Number(rows[0]?.['n']);
    };
    const before = await kept(long.tenant.id);
    short.clock.advance('P3D');
    expect((await short.engine.upkeep()).events).toBeGreaterThan(0);
    expect([await kept(short.tenant.id), await kept(long.tenant.id)]).toEqual([0, before]);
    await expect(short.engine.tenants.keepEvents(short.tenant.id, 0)).rejects.toMatchObject({ code: 'TENANT_INVALID' });
  });

  test('is ready when its migrations are applied', async () => {
    await ctx().engine.ready();
    expect((await ctx().engine.migrationStatus()).pending).toEqual([]);
  });

  test('answers GraphQL as that actor, and refuses it without one', async () => {
    const me = await ctx().staff();
    const { note } = await me.run(write, { title: 'Over the wire' });
    const id = `not_${note.replaceAll('-', '')}`;
    expect(await me.execute('query ($id: ID!) { note(id: $id) { id title } }', { id })).toEqual({
      data: { note: { id, title: 'Over the wire' } },
    });
    const explained = await ctx().engine.explain({ document: '{ notes { nodes { title } } }', actor: me.actor });
    expect(explained).toMatch(/^1 statement over 1 tables \(notes_note\)/);
    const answer = await ctx().engine.execute({ document: '{ plugins { id } }', actor: undefined as never });
    expect(answer.parsed()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('knows nothing of another engine in the process', async () => {
    const { engine } = ctx();
    const other = await createTestEngine({ plugins: [plugin()], start: '2030-01-01T00:00:00Z', tenant: { slug: 'elsewhere' } });
    expect(other.engine.schema).not.toBe(engine.schema);
    expect(await engine.tenants.bySlug('elsewhere')).toBeNull();
    await other.engine.settings(other.tenant.id).set('notes', { mood: 'glad' });
    await other.close();
    expect(ctx().clock.now().getUTCFullYear()).toBe(2026);
    expect(await engine.settings(ctx().tenant.id).get('notes')).toMatchObject({ mood: 'calm' });
  });

  test('counts its statements', async () => {
    const me = await ctx().staff();
    const { statements } = await ctx().statements(() => me.read(select(noteFields, { title: true })));
    expect(statements).toHaveLength(1);
  });
});
