/** What cannot be said in GraphQL, and names that meet there (DATA-13), as whoever starts the engine reads it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { enumText, text } from '../model/columns.ts';
import { addValues, enumType, openEnum } from '../model/enums.ts';
import { t } from '../model/input.ts';
import { implement, interfaceType, shape } from '../model/interfaces.ts';
import { label } from '../model/label.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { bootTexts } from './boot-errors.ts';
import { bootMessage, looseKit, noted, pluginOf } from './plugins.fixture.ts';

const words = label('Text', '文本');

describe('the API', () => {
  test('has enum values that GraphQL can say, each of one giver', () => {
    const kit = looseKit('a');
    const Mood = openEnum('Mood', { 'very good': words, 'VERY-GOOD': words, GOOD: words });
    const { entity, fields } = noted(kit, 'Note', { table: tenantTable('a_note', { title: text(), mood: enumText(Mood) }) });
    const mood = kit.fields(entity, (f) => ({ mood: f.column('mood' as never) }));
    expect(bootMessage(pluginOf(kit, { model: [fields, mood, addValues(Mood, { GOOD: words })] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (3):

      1. DUPLICATE_ENUM_VALUE: Plugins "a" and "a" both give value Mood.GOOD.
         Likely cause: One value has one giver, so that it is known what disabling a plugin hides.
         Next: Rename it in one of the two, or leave one of them out.

      2. ENUM_VALUE: Enum value Mood.very good of plugin "a" cannot be said in GraphQL: a GraphQL enum value begins with a letter and has letters, digits and underscores.
         Likely cause: Values are written in SCREAMING_SNAKE case, and not true, false or null.
         Next: Rename the value.

      3. ENUM_VALUE: Enum value Mood.VERY-GOOD of plugin "a" cannot be said in GraphQL: a GraphQL enum value begins with a letter and has letters, digits and underscores.
         Likely cause: Values are written in SCREAMING_SNAKE case, and not true, false or null.
         Next: Rename the value."
    `);
  });

  test('has one type of a name', () => {
    const [a, b] = [looseKit('a'), looseKit('b')];
    const make = (kit: typeof a, name: string) =>
      noted(kit, name, { table: tenantTable(`${kit.id}_note`, { title: text(), mood: enumText(enumType('Mood', { GOOD: words })) }) });
    const [one, two] = [make(a, 'Note'), make(b, 'Page')];
    const command = (kit: typeof a, name: string, field: string) =>
      kit.command(name, {
        label: words,
        permission: 'public',
        input: { at: t.object('Place', { [field]: t.text() }) },
        run: async () => undefined,
      });
    expect(
      bootMessage(
        pluginOf(a, { model: [one.fields], commands: [command(a, 'go', 'street')] }),
        pluginOf(b, { model: [two.fields], commands: [command(b, 'stay', 'city')] }),
      ),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. DUPLICATE_TYPE: Plugins "a" and "b" both define type Mood: two enums of one name.
         Likely cause: Entities, enums, interfaces and input structures share one name space on the API.
         Next: Rename it in one of the two, or leave one of them out.

      2. DUPLICATE_TYPE: Plugins "a" and "b" both define type Place: two structures of one name.
         Likely cause: Entities, enums, interfaces and input structures share one name space on the API.
         Next: Rename it in one of the two, or leave one of them out."
    `);
  });

  test('has one answer under a name', () => {
    const kit = looseKit('a');
    const { fields } = noted(kit, 'Note');
    const query = kit.query('notes', {
      label: words,
      permission: 'public',
      input: {},
      output: z.object({ n: t.int() }),
      run: async () => ({ n: 1 }),
    });
    expect(bootMessage(pluginOf(kit, { model: [fields], queries: [query] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. DUPLICATE_ROOT_FIELD: notes of plugin "a" cannot be on the API: something else answers under this name.
         Likely cause: Entities, lists and queries share one name space there.
         Next: Rename one of the two, or say another \`plural\`."
    `);
  });

  test('keeps its own names', () => {
    const [a, b] = [looseKit('a'), looseKit('b', { a: '*' })];
    const go = a.command('go', { label: words, permission: 'public', input: { b: t.text() }, run: async () => undefined });
    const extended = b.extend(go, { input: { more: t.text() }, run: async () => undefined });
    expect(bootMessage(pluginOf(a, { commands: [go] }), pluginOf(b, { hooks: [extended] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. RESERVED_NAME: go.input.b of plugin "a" and "b" has a name that the API keeps for itself: the plugin that extends the command would use this name.
         Likely cause: Names of the engine and those that begin with two underscores are taken.
         Next: Rename it."
    `);
  });

  test('has interfaces whose fields their entities do not contradict', () => {
    const kit = looseKit('a');
    const { entity, fields } = noted(kit, 'Note');
    const Entry = interfaceType('Entry', words, { title: shape('Int', words) });
    expect(bootMessage(pluginOf(kit, { model: [fields, implement(Entry, entity, { title: 'version' } as never)] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. INTERFACE_FIELD: Note.title of plugin "a" does not fit its interface: it is String, and interface Entry has a field of that name that is Int.
         Likely cause: The entity has a field of that name with another type.
         Next: Rename the field, or give it the type of the interface."
    `);
  });

  test('has one subscription of a name: an event gives way to an entity, and meets a plugin’s own', () => {
    const kit = looseKit('a');
    const { entity, fields } = noted(kit, 'Note');
    const changed = kit.event('a.note.changed', { label: words, subject: entity, data: {} });
    const own = kit.subscription('aNoteChanged', { label: words, permission: 'public', on: changed, input: {} });
    const permissions = { 'a:read': words };
    expect(bootMessage(pluginOf(kit, { permissions, model: [fields], events: [changed], subscriptions: [own] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. DUPLICATE_ROOT_FIELD: aNoteChanged of plugin "a" cannot be on the API: two subscriptions of one name.
         Likely cause: Entities, lists and queries share one name space there.
         Next: Rename one of the two, or say another \`plural\`."
    `);
  });

  test('is told in one piece what an escape hatch did wrong', () => {
    const kit = looseKit('a');
    const graphql = () => {
      throw new Error('Duplicate typename: Another type with name Note already exists.');
    };
    expect(bootMessage(pluginOf(kit, { graphql }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. SCHEMA_INVALID: The GraphQL schema cannot be built: Duplicate typename: Another type with name Note already exists.
         Likely cause: Names of several plugins meet, or an escape hatch adds what is there already.
         Next: Rename what it names."
    `);
  });
});

describe('every boot error', () => {
  test('has a test that reads it', () => {
    const folders = [new URL('./', import.meta.url), new URL('../engine/', import.meta.url)];
    const tests = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => readFileSync(new URL(name, folder), 'utf8')),
    );
    const read = tests.join('\n');
    expect(Object.keys(bootTexts).filter((code) => !new RegExp(`(?<![A-Z_])${code}`).test(read))).toEqual([]);
  });
});
