/** DATA-13: names, permissions and listings of what plugins declare, as whoever starts the engine reads the refusal. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import { contribute } from '../model/points.ts';
import { commandRef, eventRef } from '../write/declarations.ts';
import { boot } from './boot.ts';
import { bootMessage, looseKit, noted, plain, pluginOf } from './plugins.fixture.ts';

const text = label('Text', '文本');

describe('what plugins declare', () => {
  test('has one giver: both sides of every conflict are named', () => {
    const make = (id: string) => {
      const kit = looseKit(id);
      const { entity, fields } = noted(kit, `Note${id.toUpperCase()}`);
      const point = kit.point('a.actions', { label: text });
      return pluginOf(kit, {
        permissions: { [`${id}:read`]: text, 'a:read': text },
        model: [fields, point, contribute(point, 'post', {})],
        commands: [kit.command('post', { label: text, permission: 'public', input: {}, run: async () => undefined })],
        queries: [
          kit.query('total', {
            label: text,
            permission: 'public',
            input: {},
            output: z.object({ n: t.int() }),
            run: async () => ({ n: 1 }),
          }),
        ],
        events: [kit.event('a.note.posted', { label: text, subject: entity, data: {} })],
        refusals: [kit.refusal('TOO_LATE', text), kit.refusal('NOT_FOUND', text)],
      });
    };
    expect(bootMessage(make('a'), make('b'))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (12):

      1. DUPLICATE_COMMAND: Plugins "a" and "b" both define command "post".
         Likely cause: A command is a mutation of its name.
         Next: Rename it in one of the two, or leave one of them out.

      2. DUPLICATE_QUERY: Plugins "a" and "b" both define query "total".
         Likely cause: Queries, lists and the fields of entities share one name space on the API.
         Next: Rename it in one of the two, or leave one of them out.

      3. DUPLICATE_EVENT: Plugins "a" and "b" both define event "a.note.posted".
         Likely cause: Two plugins chose one name, or one of them is listed in two versions.
         Next: Rename it in one of the two, or leave one of them out.

      4. DUPLICATE_PERMISSION: Plugins "a" and "b" both define permission "a:read".
         Likely cause: Two plugins chose one name, or one of them is listed in two versions.
         Next: Rename it in one of the two, or leave one of them out.

      5. DUPLICATE_REFUSAL: Plugins "kernel" and "a" and "b" both define refusal NOT_FOUND.
         Likely cause: Callers tell refusals apart by their code; those of the engine are taken too.
         Next: Rename it in one of the two, or leave one of them out.

      6. DUPLICATE_REFUSAL: Plugins "a" and "b" both define refusal TOO_LATE.
         Likely cause: Callers tell refusals apart by their code; those of the engine are taken too.
         Next: Rename it in one of the two, or leave one of them out.

      7. DUPLICATE_POINT: Plugins "a" and "b" both define point "a.actions".
         Likely cause: Two plugins chose one name, or one of them is listed in two versions.
         Next: Rename it in one of the two, or leave one of them out.

      8. DUPLICATE_CONTRIBUTION: Plugins "a" and "b" both contribute "post" to point "a.actions".
         Likely cause: Two plugins chose one name, or one of them is listed in two versions.
         Next: Rename it in one of the two, or leave one of them out.

      9. EVENT_NAME: Event "a.note.posted" of plugin "b" does not begin with "b.".
         Likely cause: Events are named plugin.noun.verb.
         Next: Rename the event.

      10. POINT_NAME: Point "a.actions" of plugin "b" does not begin with "b.".
         Likely cause: Points are named plugin.noun.
         Next: Rename the point.

      11. PERMISSION_NAME: Permission "a:read" of plugin "b" does not begin with "b:".
         Likely cause: Permissions are named plugin:verb or plugin:noun:verb.
         Next: Rename the permission.

      12. DUPLICATE_ID_PREFIX: Plugins "a" and "b" both begin ids with "not" (NoteA and NoteB).
         Likely cause: An id must tell which entity it is of.
         Next: Choose another idPrefix for the newer of the two."
    `);
  });

  test('an entity, its table, its ids and its fields have one giver', () => {
    const [a, b] = [looseKit('a'), looseKit('b', { a: '*' })];
    const one = noted(a, 'Note');
    const two = noted(b, 'Note');
    const same = noted(b, 'Copy', { table: one.entity.table as never, idPrefix: 'not' });
    const again = b.fields(one.entity, (f) => ({ title: f.column('title') }));
    expect(
      bootMessage(pluginOf(a, { model: [one.fields] }), pluginOf(b, { model: [two.fields, same.fields, again] })),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (7):

      1. DUPLICATE_ENTITY: Plugins "a" and "b" both define entity Note.
         Likely cause: Two plugins chose one name, or one of them is listed in two versions.
         Next: Rename it in one of the two, or leave one of them out.

      2. DUPLICATE_ID_PREFIX: Plugins "a" and "b" both begin ids with "not" (Note and Note).
         Likely cause: An id must tell which entity it is of.
         Next: Choose another idPrefix for the newer of the two.

      3. DUPLICATE_TABLE: Plugins "a" and "b" both use table a_note (Note and Copy).
         Likely cause: Two entities were made over one table.
         Next: Give each its own table.

      4. DUPLICATE_ID_PREFIX: Plugins "a" and "b" both begin ids with "not" (Note and Copy).
         Likely cause: An id must tell which entity it is of.
         Next: Choose another idPrefix for the newer of the two.

      5. DUPLICATE_FIELD: Plugins "a" and "b" both define field Note.title.
         Likely cause: Two plugins extend one entity by one name, or one redefines what its owner has.
         Next: Rename it in one of the two, or leave one of them out.

      6. DUPLICATE_FIELD: Plugins "a" and "b" both define field Note.title.
         Likely cause: Two plugins extend one entity by one name, or one redefines what its owner has.
         Next: Rename it in one of the two, or leave one of them out.

      7. TABLE_PREFIX: Table a_note of plugin "b" does not begin with "b_".
         Likely cause: All plugins share one schema; the prefix says whose table it is.
         Next: Rename the table before its first migration."
    `);
  });

  test('is named after its plugin', () => {
    const kit = looseKit('a');
    const { entity, fields } = noted(kit, 'Note');
    expect(
      bootMessage(
        pluginOf(kit, {
          permissions: { 'a:read': text, 'notes:read': text },
          model: [fields, kit.point('actions' as never, { label: text })],
          events: [kit.event('note.posted', { label: text, subject: entity, data: {} })],
        }),
      ),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (3):

      1. EVENT_NAME: Event "note.posted" of plugin "a" does not begin with "a.".
         Likely cause: Events are named plugin.noun.verb.
         Next: Rename the event.

      2. POINT_NAME: Point "actions" of plugin "a" does not begin with "a.".
         Likely cause: Points are named plugin.noun.
         Next: Rename the point.

      3. PERMISSION_NAME: Permission "notes:read" of plugin "a" does not begin with "a:".
         Likely cause: Permissions are named plugin:verb or plugin:noun:verb.
         Next: Rename the permission."
    `);
  });

  test('asks only for permissions that exist', () => {
    const kit = looseKit('a', { b: { optional: '*' } });
    const { entity, fields } = noted(kit, 'Note', { read: 'a:raed' });
    const more = kit.fields(entity, (f) => ({
      secret: f.column('title', { permission: 'a:secret' }),
      late: f.column('title', { permission: 'b:read' }),
    }));
    const post = kit.command('post', { label: text, permission: 'a:post', input: {}, run: async () => undefined });
    expect(
      bootMessage(pluginOf(kit, { model: [fields, more], commands: [post], uses: ['c:read', 'b:read'] as never })),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (4):

      1. PERMISSION_UNKNOWN: Command "post" of plugin "a" asks for permission "a:post", which no plugin defines.
         Likely cause: A typing error, or the permission was left out of \`permissions\`.
         Next: Correct it, or define it with its label.

      2. PERMISSION_UNKNOWN: \`uses\` of plugin "a" asks for permission "c:read", which no plugin defines.
         Likely cause: A typing error, or the permission was left out of \`permissions\`.
         Next: Correct it, or define it with its label.

      3. PERMISSION_UNKNOWN: Entity Note of plugin "a" asks for permission "a:raed", which no plugin defines.
         Likely cause: A typing error, or the permission was left out of \`permissions\`.
         Next: Correct it, or define it with its label.

      4. PERMISSION_UNKNOWN: Field Note.secret of plugin "a" asks for permission "a:secret", which no plugin defines.
         Likely cause: A typing error, or the permission was left out of \`permissions\`.
         Next: Correct it, or define it with its label."
    `);
  });

  test('is listed if it was made with the kit, and made with the kit if it is listed', () => {
    const kit = looseKit('a', { b: '*' });
    const other = looseKit('b');
    const { entity } = noted(kit, 'Note');
    const foreign = other.command('post', { label: text, permission: 'public', input: {}, run: async () => undefined });
    kit.guard(entity, async () => undefined);
    kit.before(foreign, async () => undefined);
    kit.refusal('TOO_LATE', text);
    expect(bootMessage(pluginOf(other, { commands: [foreign] }), pluginOf(kit, { commands: [foreign] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (7):

      1. DUPLICATE_COMMAND: Plugins "b" and "a" both define command "post".
         Likely cause: A command is a mutation of its name.
         Next: Rename it in one of the two, or leave one of them out.

      2. NOT_LISTED: entity Note was made with the kit of plugin "a" but is not listed.
         Likely cause: It was forgotten in definePlugin; without it the plugin would silently lack it.
         Next: Add it to the table of contents, or delete it.

      3. NOT_LISTED: the fields of Note was made with the kit of plugin "a" but is not listed.
         Likely cause: It was forgotten in definePlugin; without it the plugin would silently lack it.
         Next: Add it to the table of contents, or delete it.

      4. NOT_LISTED: guard(Note) was made with the kit of plugin "a" but is not listed.
         Likely cause: It was forgotten in definePlugin; without it the plugin would silently lack it.
         Next: Add it to the table of contents, or delete it.

      5. NOT_LISTED: before(post) was made with the kit of plugin "a" but is not listed.
         Likely cause: It was forgotten in definePlugin; without it the plugin would silently lack it.
         Next: Add it to the table of contents, or delete it.

      6. NOT_LISTED: refusal TOO_LATE was made with the kit of plugin "a" but is not listed.
         Likely cause: It was forgotten in definePlugin; without it the plugin would silently lack it.
         Next: Add it to the table of contents, or delete it.

      7. LISTED_FOREIGN: Plugin "a" lists command "post", which was made with the kit of "b".
         Likely cause: It was imported from that plugin; what a plugin lists counts as its own.
         Next: Take it out of the list; naming it is enough to use it."
    `);
  });

  test("two instances of one plugin, in two engines, do not ask for each other's parts", () => {
    const kit = looseKit('a');
    const instance = (name: string) =>
      pluginOf(kit, { commands: [kit.command(name, { label: text, permission: 'public', input: {}, run: async () => undefined })] });
    expect(bootMessage(instance('first'))).toBeNull();
    expect(bootMessage(instance('second'))).toBeNull();
  });

  test('hooks of absent plugins are left out; those of a misspelt event of a present one are refused', () => {
    const kit = looseKit('a', { b: { optional: '*' } });
    const hooks = [kit.during(eventRef('b.note.posted'), async () => undefined), kit.before(commandRef('post'), async () => undefined)];
    const plugin = pluginOf(kit, { hooks });
    expect([...boot([plugin]).registry.commands.keys()]).toEqual([]);
    expect(bootMessage(plugin, plain('b'))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. UNKNOWN_EVENT: A hook of plugin "a" listens to "b.note.posted", which plugin "b" does not have.
         Likely cause: A typing error in eventRef, or another version of that plugin.
         Next: Correct the name, or install the version that has it."
    `);
  });

  test('inputs have a type on the API', () => {
    const kit = looseKit('a');
    const post = kit.command('post', {
      label: text,
      permission: 'public',
      input: { at: z.date(), tags: z.record(z.string(), z.string()) },
      run: async () => undefined,
    });
    expect(bootMessage(pluginOf(kit, { commands: [post] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. INPUT_TYPE: post.input.at of plugin "a" has no GraphQL type: a zod "date" has no GraphQL input; use the kit "t".
         Likely cause: The API is derived from zod; records, transforms, z.date and z.bigint have no type there.
         Next: Use the kit \`t\`.

      2. INPUT_TYPE: post.input.tags of plugin "a" has no GraphQL type: a zod "record" has no GraphQL input; use the kit "t".
         Likely cause: The API is derived from zod; records, transforms, z.date and z.bigint have no type there.
         Next: Use the kit \`t\`."
    `);
  });

  test('options are right and settings have defaults, with the path', () => {
    const kit = looseKit('a');
    const settings = z.object({ days: z.int().default(3), limits: z.object({ orders: z.int() }) });
    const optionsSchema = z.object({ adapter: z.object({ url: z.url() }) });
    expect(
      bootMessage(
        pluginOf(kit, {
          settings: settings as never,
          options: { adapter: { url: 'here' } } as never,
          optionsSchema: optionsSchema as never,
        }),
      ),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. OPTIONS_INVALID: Options of plugin "a" at adapter.url: Invalid URL.
         Likely cause: They were checked against the schema that the plugin gives.
         Next: Correct what is passed to the plugin.

      2. SETTINGS_DEFAULT: Settings of plugin "a" have no default at limits: Invalid input: expected object, received undefined.
         Likely cause: A tenant that set nothing uses the defaults.
         Next: Give each setting a default, or make it optional."
    `);
  });
});
