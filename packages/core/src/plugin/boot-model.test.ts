/** The model's boot checks: tables, references, merges, and who may read what (design sections 2 and 3). */

import { entityKind, sql } from 'drizzle-orm';
import { doublePrecision, index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { enumText, reference, searchColumn, text } from '../model/columns.ts';
import { addValues, enumType } from '../model/enums.ts';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import { through } from '../model/policy.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { eventRef } from '../write/declarations.ts';
import { bootMessage, looseKit, noted, pluginOf } from './plugins.fixture.ts';

const words = label('Text', '文本');
/** A plugin with customers that are guarded row by row, and its events of merges. */
function crm() {
  const kit = looseKit('crm');
  const { entity, fields } = noted(kit, 'Customer', { read: (_row, actor) => actor.has('crm:read'), idPrefix: 'cus' });
  const events = ['merged', 'unmerged'].map((verb) => kit.event(`crm.customer.${verb}`, { label: words, subject: entity, data: {} }));
  return { entity, plugin: pluginOf(kit, { model: [fields], events }) };
}
const tableOf = (name: string, onMerge: 'move' | 'keepSurvivor' | 'hook' = 'move', unique = false) =>
  tenantTable(name, { customerId: reference<'Customer'>('crm_customer', { onMerge, unique }) });

describe('tables', () => {
  test('carry the prefix of their plugin, are made by tenantTable, and hold no floats', () => {
    const kit = looseKit('a');
    const plainTable = pgTable('a_plain', { id: uuid() });
    const parts = [
      noted(kit, 'Other', { table: tenantTable('b_other', { title: text() }) as never }),
      noted(kit, 'Plain', { table: plainTable as never }),
      noted(kit, 'Rate', { table: tenantTable('a_rate', { title: text(), factor: doublePrecision() }) as never }),
    ];
    expect(bootMessage(pluginOf(kit, { model: parts.map((p) => p.fields) }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (3):

      1. NOT_TENANT_TABLE: Entity Plain of plugin "a": its table was not made with tenantTable().
         Likely cause: The table was made with pgTable, or by another copy of @guanxi/core.
         Next: Make it with tenantTable().

      2. FLOAT_COLUMN: Column Rate.factor of plugin "a" is a float: use decimal() or integer().
         Likely cause: Floats do not hold decimal fractions: sums drift.
         Next: Use decimal(), money() or integer().

      3. TABLE_PREFIX: Table b_other of plugin "a" does not begin with "a_".
         Likely cause: All plugins share one schema; the prefix says whose table it is.
         Next: Rename the table before its first migration."
    `);
  });

  test('have names that Postgres keeps whole', () => {
    const kit = looseKit('a');
    const table = tenantTable('a_note', { title: text() }, (t) => [index(`a_note_${'very_'.repeat(12)}long_idx`).on(t.tenantId, t.title)]);
    expect(bootMessage(pluginOf(kit, { model: [noted(kit, 'Note', { table }).fields] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. NAME_TOO_LONG: Name a_note_very_very_very_very_very_very_very_very_very_very_very_very_long_idx of plugin "a" is 75 bytes long.
         Likely cause: Postgres cuts names at 63 bytes, and then two may be one.
         Next: Give the table, column or constraint a shorter name."
    `);
  });

  test('are made with the one copy of drizzle', () => {
    class ForeignColumn {
      static readonly [entityKind] = 'PgColumn';
      getSQLType() {
        return 'text';
      }
    }
    const kit = looseKit('a');
    const table = tenantTable('a_note', { title: text() });
    Object.setPrototypeOf(table.title, ForeignColumn.prototype);
    expect(bootMessage(pluginOf(kit, { model: [noted(kit, 'Note', { table }).fields] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. TWO_COPIES: Plugin "a" uses another copy of drizzle-orm: that of the columns of Note beside that of the engine.
         Likely cause: It has the package among its dependencies instead of its peer dependencies, or in another version.
         Next: Make it a peer dependency there and install again, or deduplicate with your package manager."
    `);
  });
});

describe('references', () => {
  test('name a table that is there, of a plugin that is needed', () => {
    const kit = looseKit('a');
    const table = tenantTable('a_note', {
      title: text(),
      customerId: reference<'Customer'>('crm_customer'),
      typo: reference('crm_custommer'),
    });
    const { fields } = noted(kit, 'Note', { table, read: through('customerId') });
    expect(bootMessage(crm().plugin, pluginOf(kit, { model: [fields] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. REFERENCE_WITHOUT_NEED: Note.customerId of plugin "a" refers to crm_customer of plugin "crm", which it does not need.
         Likely cause: Migrations run in the order of the needs: the table may not be there yet.
         Next: Add "crm" to \`needs\`.

      2. UNKNOWN_TABLE: Note.typo of plugin "a" refers to table crm_custommer, which no listed plugin has.
         Likely cause: A typing error in reference(), or the plugin with that table is not listed.
         Next: Correct the name, or need the plugin that has the table."
    `);
  });

  test('say what a merge does to a row of which each record has one', () => {
    const kit = looseKit('a', { crm: '*' });
    const { entity, fields } = custom(kit, tableOf('a_account', 'move', true));
    expect(entity.name).toBe('Account');
    expect(bootMessage(crm().plugin, pluginOf(kit, { model: [fields] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. MERGE_MOVE_UNIQUE: Account.customerId of plugin "a" is one per Customer and would be moved in a merge.
         Likely cause: Survivor and duplicate may both have a row; onMerge is \`move\` unless said otherwise.
         Next: Say onMerge: 'keepSurvivor' or 'hook'."
    `);
  });

  test('that leave the merge to a hook have hooks for it and for taking it back', () => {
    const kit = looseKit('a', { crm: '*' });
    const { fields } = custom(kit, tableOf('a_account', 'hook', true));
    const merged = kit.during(eventRef('crm.customer.merged'), async () => undefined);
    expect(bootMessage(crm().plugin, pluginOf(kit, { model: [fields], hooks: [merged] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. MERGE_HOOK_MISSING: Account.customerId of plugin "a" says onMerge: 'hook', and nothing listens to crm.customer.unmerged.
         Likely cause: The merge, or taking it back, would leave the row with the duplicate.
         Next: Add during() hooks for these events."
    `);
    const unmerged = kit.during(eventRef('crm.customer.unmerged'), async () => undefined);
    expect(bootMessage(crm().plugin, pluginOf(kit, { model: [fields], hooks: [merged, unmerged] }))).toBeNull();
  });
});

function custom(kit: ReturnType<typeof looseKit>, table: ReturnType<typeof tableOf>, read: unknown = through('customerId')) {
  const entity = kit.entity('Account', { table, idPrefix: 'acc', label: words, read: read as never });
  return { entity, fields: kit.fields(entity, (f) => ({ customerId: f.column('customerId') })) };
}

describe('who may read', () => {
  test('is said of every entity', () => {
    const kit = looseKit('a');
    expect(bootMessage(pluginOf(kit, { model: [noted(kit, 'Note', { read: undefined as never }).fields] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. READ_MISSING: Entity Note of plugin "a" does not say who may read it.
         Likely cause: Nothing is open by forgetting.
         Next: Set \`read\` to a permission, a policy or through()."
    `);
  });

  test('follows the record that a row belongs to, or says why not', () => {
    const kit = looseKit('a', { crm: '*' });
    const { fields } = custom(kit, tableOf('a_account'), 'a:read');
    expect(bootMessage(crm().plugin, pluginOf(kit, { model: [fields] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. POLICY_NOT_FOLLOWED: Entity Account of plugin "a" refers to Customer by customerId, whose rows are not open to everyone who may read it.
         Likely cause: Its rows would be seen by people who may not see the record they belong to.
         Next: Use read: through('customerId', …), or state why not in \`independent\`."
    `);
  });

  test('goes through a reference, and not round in a circle', () => {
    const kit = looseKit('a');
    const left = tenantTable('a_left', { title: text(), rightId: reference('a_right') });
    const right = tenantTable('a_right', { title: text(), leftId: reference('a_left') });
    const parts = [
      noted(kit, 'Left', { table: left, read: through('rightId') as never }),
      noted(kit, 'Right', { table: right, read: through('leftId') as never }),
      noted(kit, 'Note', { read: through('title') as never }),
    ];
    expect(bootMessage(pluginOf(kit, { model: parts.map((p) => p.fields) }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. THROUGH_NO_REFERENCE: Entity Note of plugin "a" is read through title, which refers to no record.
         Likely cause: The column was not made with reference().
         Next: Name a column made with reference().

      2. THROUGH_CIRCLE: Entities are read through each other in a circle: Left → Right → Left.
         Likely cause: None of them says who may read it.
         Next: Give one of them a permission or a policy."
    `);
  });

  test('is not given away by search', () => {
    const kit = looseKit('a');
    const table = tenantTable('a_note', { title: text(), ...searchColumn() });
    const { entity, fields } = noted(kit, 'Note', { table });
    const more = kit.fields(entity, (f) => ({
      secret: f.column('title', { search: 'text', permission: 'a:read' }),
      shy: f.column('title', { search: 'text', visible: () => true }),
    }));
    const other = noted(kit, 'Page');
    const found = kit.fields(other.entity, (f) => ({ body: f.column('title', { search: 'text' }) }));
    expect(bootMessage(pluginOf(kit, { model: [fields, more, other.fields, found] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (3):

      1. SEARCH_GUARDED: Field Note.secret of plugin "a" is searched and guarded by permission "a:read".
         Likely cause: A search that finds by a hidden value gives the value away.
         Next: Drop \`search\`, or the guard.

      2. SEARCH_GUARDED: Field Note.shy of plugin "a" is searched and guarded by \`visible\`.
         Likely cause: A search that finds by a hidden value gives the value away.
         Next: Drop \`search\`, or the guard.

      3. SEARCH_NO_COLUMN: Field Page.body of plugin "a" is searched; its table has no search column.
         Likely cause: The grams have no place.
         Next: Spread searchColumn() into the table."
    `);
  });
});

describe('fields and enums', () => {
  test('name columns and entities that are there', () => {
    const kit = looseKit('a');
    const { fields, entity } = noted(kit, 'Note');
    const lost = noted(looseKit('b'), 'Lost');
    const parts = [
      fields,
      kit.fields(entity, (f) => ({ body: f.column('body' as never) })),
      kit.fields(lost.entity, (f) => ({ extra: f.column('title') })),
    ];
    expect(bootMessage(pluginOf(kit, { model: parts }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (2):

      1. UNKNOWN_COLUMN: Field Note.body of plugin "a": Note has no column "body".
         Likely cause: A column was renamed, or belongs to another table.
         Next: Name a column of the table.

      2. UNKNOWN_ENTITY: Plugin "a" speaks of entity Lost: no installed plugin lists fields of its own for it.
         Likely cause: The field set of the entity was left out of its plugin, or that plugin is not listed.
         Next: List the field set in \`model\`, list the plugin, or name the entity by entityRef."
    `);
  });

  test('closed enums take no values of others', () => {
    const kit = looseKit('a');
    const Mood = enumType('Mood', { GOOD: words });
    const { fields } = noted(kit, 'Note', { table: tenantTable('a_note', { title: text(), mood: enumText(Mood) }) });
    expect(bootMessage(pluginOf(kit, { model: [fields, addValues(Mood, { BAD: words })] }))).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (1):

      1. CLOSED_ENUM: Plugins "a" and "a": enum Mood takes no values: only open enums take values from other plugins.
         Likely cause: The enum has a CHECK in the database.
         Next: Make it an openEnum in its own plugin, or use another field."
    `);
  });
});

describe('SQL of plugins', () => {
  test('reaches other tables and the time only through q', () => {
    const kit = looseKit('a');
    const { entity, fields } = noted(kit, 'Note');
    const more = kit.fields(entity, (f) => ({
      raw: f.sql('Int', () => sql`(select count(*) from crm.crm_customer)`),
      other: f.sql('Int', () => sql`(select count(*) from "a_note")`),
      token: f.sql('Int', () => sql`(select count(*) from ${entity.table})`),
      age: f.sql('Int', (row) => sql`extract(day from NOW() - ${row['createdAt']})`),
      luck: f.sql('Boolean', (_row, q) => q.exists(entity, () => sql`random() < 0.5`)),
      sneaky: f.sql('Int', () => sql`1 -- )`),
      lost: f.sql('Int', (row) => sql`length(${row['titel']})`),
      average: f.measure('Int', { label: words, sql: () => sql`max(current_date - date '2020-01-01')` }),
      shy: f.column('title', { visible: (_row, actor) => (actor.has('a:read') ? true : sql`current_user = 'x'`) }),
      fine: f.sql('Int', (row, q) => sql`extract(day from ${q.now} - ${row['createdAt']}) + length('now() crm.crm_customer')`),
    }));
    const list = kit.list('found', {
      label: words,
      permission: 'a:read',
      of: entity,
      input: { text: t.text() },
      where: (row, input) => sql`${row['title']} = ${input.text} and current_timestamp > '2020-01-01'`,
    });
    expect(
      bootMessage(
        pluginOf(kit, { model: [fields, more, kit.restrict(entity, () => sql`clock_timestamp() is not null`)], queries: [list] }),
      ),
    ).toMatchInlineSnapshot(`
      "The engine cannot start; there is this to correct (11):

      1. PLUGIN_SQL: The restriction of Note of plugin "a": it asks for the time with clock_timestamp.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      2. PLUGIN_SQL: \`visible\` of Note.shy of plugin "a": it reaches into the database with current_user.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      3. PLUGIN_SQL: Field Note.raw of plugin "a": it names table crm.crm_customer.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      4. PLUGIN_SQL: Field Note.other of plugin "a": it names table a_note.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      5. PLUGIN_SQL: Field Note.token of plugin "a": it names a table by itself.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      6. PLUGIN_SQL: Field Note.age of plugin "a": it asks for the time with now.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      7. PLUGIN_SQL: Field Note.luck of plugin "a": it asks for chance with random.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      8. PLUGIN_SQL: Field Note.sneaky of plugin "a": it holds a comment, a dollar quote or a second statement.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      9. PLUGIN_SQL: Field Note.lost of plugin "a": Note has no column "titel".
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      10. PLUGIN_SQL: Field Note.average of plugin "a": it asks for the time with current_date.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now.

      11. PLUGIN_SQL: List "found" of plugin "a": it asks for the time with current_timestamp.
         Likely cause: SQL past the planner escapes the tenant, the reader's rights or the plan cache.
         Next: Reach other tables by q.exists, q.count or q.sum, and time by q.now."
    `);
  });
});
