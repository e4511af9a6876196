/** DATA-13, STRAT-02: what is wrong with a list of plugins, as whoever starts the engine reads it. */
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { label } from '../model/label.ts';
import { boot } from './boot.ts';
import { checkCopies } from './copies.ts';
import { bootMessage, looseKit, plain, pluginOf } from './plugins.fixture.ts';

describe('the list of plugins', () => {
  test('may be empty', () => {
    expect(boot([]).plugins).toEqual([]);
  });
  test('is put in order of need, and optional needs count where they are listed', () => {
    const plugins = [plain('loyalty', { crm: '^1.0.0', calendar: { optional: '^1.0.0' } }), plain('calendar'), plain('crm')];
    expect(boot(plugins).plugins.map((p) => p.id)).toEqual(['crm', 'calendar', 'loyalty']);
    expect(bootMessage(plain('loyalty', { calendar: { optional: '^1.0.0' } }))).toBeNull();
  });
  test('names a plugin that is listed twice', () => {
    expect(bootMessage(plain('crm'), plain('crm'))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. PLUGIN_DUPLICATE: Plugin "crm" is listed 2 times.
         Likely cause: It was added by hand and by a preset, or in two versions.
         Next: List it once."
    `);
  });
  test('names a plugin made for another engine', () => {
    expect(bootMessage(pluginOf(looseKit('crm', {}, '^7.0.0')))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. ENGINE_RANGE: Plugin "crm" is made for engine ^7.0.0; this is 0.1.0.
         Likely cause: Engine and plugin were upgraded separately.
         Next: Install the version of the plugin that goes with this engine."
    `);
  });
  test('names a need that is missing, and one out of range', () => {
    expect(bootMessage(plain('loyalty', { crm: '^2.0.0', workflow: '^1.0.0' }), plain('crm'))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. NEED_RANGE: Plugin "loyalty" needs "crm" ^2.0.0; 1.0.0 is listed.
         Likely cause: One of the two was upgraded without the other.
         Next: Install a version inside the range, or the version of "loyalty" that goes with it.

      2. NEED_MISSING: Plugin "loyalty" needs "workflow" (^1.0.0), which is not listed.
         Likely cause: The needed plugin was not installed, or not added to \`plugins\`.
         Next: Install it and add it to \`plugins\`."
    `);
  });
  test('names the path of a circle', () => {
    expect(bootMessage(plain('a', { b: '*' }), plain('b', { c: '*' }), plain('c', { a: '*' }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. NEED_CYCLE: Plugins need each other in a circle: a → b → c → a.
         Likely cause: Two plugins were split in the wrong place.
         Next: Make one direction go by name (eventRef, commandRef, entityRef), or move what both use to a third."
    `);
  });
  test('wants an id, versions and ranges that can be read', () => {
    expect(
      bootMessage(pluginOf(looseKit('My-Plugin', {}, 'new'), { version: 'one' }), plain('b', { 'My-Plugin': 'ish' })),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (4):

      1. PLUGIN_ID: "My-Plugin" is no plugin id.
         Likely cause: Ids begin table and event names: lower-case letters, digits and underscores, a letter first, at most 24.
         Next: Rename the plugin.

      2. PLUGIN_VERSION: Plugin "My-Plugin" says version "one", which is not semver.
         Likely cause: A typing error in the kit or in definePlugin.
         Next: Write a version such as 1.2.3 and ranges such as ^1.2.0.

      3. PLUGIN_VERSION: Plugin "My-Plugin" says engine "new", which is not semver.
         Likely cause: A typing error in the kit or in definePlugin.
         Next: Write a version such as 1.2.3 and ranges such as ^1.2.0.

      4. PLUGIN_VERSION: Plugin "b" says needs.My-Plugin "ish", which is not semver.
         Likely cause: A typing error in the kit or in definePlugin.
         Next: Write a version such as 1.2.3 and ranges such as ^1.2.0."
    `);
  });
  test('wants a capability class of each (STRAT-02)', () => {
    expect(bootMessage(pluginOf(looseKit('crm'), { capability: undefined as never }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. PLUGIN_CAPABILITY: Plugin "crm" says capability "undefined".
         Likely cause: Every plugin says which kind of CRM it serves.
         Next: Set \`capability\` to OPERATIONAL, ANALYTICAL or COLLABORATIVE."
    `);
  });
  test('wants every text in both languages', () => {
    expect(bootMessage(pluginOf(looseKit('crm'), { permissions: { 'crm:read': label('Read', ' ') } }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. PLUGIN_LABEL: Permission "crm:read" of plugin "crm" has no text in Chinese.
         Likely cause: Labels are shown to people, in English and Simplified Chinese.
         Next: Write label(english, chinese), neither empty."
    `);
  });
  test('names a plugin made by another copy of the core', () => {
    const foreign = { ...plain('crm'), madeBy: Symbol('@guanxi/core') };
    expect(bootMessage(foreign)?.replace(/beside .*\./, 'beside <this one>.')).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. TWO_COPIES: Plugin "crm" uses another copy of @guanxi/core: its own beside <this one>.
         Likely cause: It has the package among its dependencies instead of its peer dependencies, or in another version.
         Next: Make it a peer dependency there and install again, or deduplicate with your package manager."
    `);
  });
  test('names a plugin that would load another copy of graphql or drizzle', () => {
    const own = pathToFileURL('/app/node_modules/hotels/migrations/');
    const find = (name: string, from: URL | string) => `${from === own ? '/app/node_modules/hotels' : '/app'}/node_modules/${name}`;
    expect(checkCopies([pluginOf(looseKit('hotels'), { migrations: own })], find)).toMatchObject([
      {
        code: 'TWO_COPIES',
        plugins: ['hotels'],
        args: { package: 'graphql', theirs: '/app/node_modules/hotels/node_modules/graphql', ours: '/app/node_modules/graphql' },
      },
      { code: 'TWO_COPIES', plugins: ['hotels'], args: { package: 'drizzle-orm' } },
    ]);
  });
  test('is told all at once', () => {
    expect(
      bootMessage(plain('a', { b: '*', c: '*' }), plain('a'), pluginOf(looseKit('d', { a: '^9.0.0' }), { capability: 'OTHER' as never })),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (5):

      1. PLUGIN_DUPLICATE: Plugin "a" is listed 2 times.
         Likely cause: It was added by hand and by a preset, or in two versions.
         Next: List it once.

      2. NEED_MISSING: Plugin "a" needs "b" (*), which is not listed.
         Likely cause: The needed plugin was not installed, or not added to \`plugins\`.
         Next: Install it and add it to \`plugins\`.

      3. NEED_MISSING: Plugin "a" needs "c" (*), which is not listed.
         Likely cause: The needed plugin was not installed, or not added to \`plugins\`.
         Next: Install it and add it to \`plugins\`.

      4. PLUGIN_CAPABILITY: Plugin "d" says capability "OTHER".
         Likely cause: Every plugin says which kind of CRM it serves.
         Next: Set \`capability\` to OPERATIONAL, ANALYTICAL or COLLABORATIVE.

      5. NEED_RANGE: Plugin "d" needs "a" ^9.0.0; 1.0.0 is listed.
         Likely cause: One of the two was upgraded without the other.
         Next: Install a version inside the range, or the version of "d" that goes with it."
    `);
  });
});
