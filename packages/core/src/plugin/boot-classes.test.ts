/** Boot checks of classifications (DATA-12): nothing gives away what it is made of. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { searchColumn, text } from '../model/columns.ts';
import { label } from '../model/label.ts';
import type { Sql } from '../model/policy.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { bootMessage, looseKit, noted, pluginOf } from './plugins.fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of loosely typed entities
type AnySql = Sql<any>;
const column = (row: AnySql, key: string) => (row as Record<string, unknown>)[key];

function safe(classes: { readonly own?: 'PUBLIC' | 'INTERNAL'; readonly search?: 'text' }) {
  const kit = looseKit('a');
  const table = tenantTable('a_note', { title: text().notNull(), price: text(), ...searchColumn() });
  const { entity, fields } = noted(kit, 'Note', { table: table as never });
  const other = noted(kit, 'Page');
  const own = classes.own && { classification: classes.own };
  const secret = { classification: 'CONFIDENTIAL' as const, ...(classes.search && { search: classes.search }) };
  const more = kit.fields(entity, (f) => ({
    price: f.column('price' as never, secret),
    doubled: f.sql('String', (row: AnySql) => sql`${column(row, 'price')} || ${column(row, 'price')}`, { ...own }),
    shown: f.computed('String', { needs: ['price'] as never, resolve: (rows: readonly unknown[]) => rows.map(() => null), ...own }),
    most: f.measure('Int', { label: label('Most', '最多'), sql: (row: AnySql) => sql`max(length(${column(row, 'price')}))`, ...own }),
  }));
  const elsewhere = kit.fields(other.entity, (f) => ({
    priced: f.sql('Boolean', (_row: AnySql, q) => q.exists(entity, (n) => sql`${column(n as AnySql, 'price')} = '1'`), { ...own }),
  }));
  return pluginOf(kit, { model: [fields, more, other.fields, elsewhere] });
}

test('DATA-12 a field made of confidential columns, of whatever table, is not declared less', () => {
  const message = bootMessage(safe({ own: 'INTERNAL' })) ?? '';
  expect(message.match(/CLASS_LOWERED: Field (\S+)/g)).toEqual([
    'CLASS_LOWERED: Field Note.doubled',
    'CLASS_LOWERED: Field Note.shown',
    'CLASS_LOWERED: Field Note.most',
    'CLASS_LOWERED: Field Page.priced',
  ]);
  expect(message).toContain('is declared INTERNAL, and made of what is CONFIDENTIAL');
});

test('DATA-12 one that says nothing inherits', () => {
  expect(bootMessage(safe({}))).toBeNull();
});

test('DATA-12 what is confidential is not searched', () => {
  expect(bootMessage(safe({ search: 'text' }))).toContain(
    'SEARCH_GUARDED: Field Note.price of plugin "a" is searched and guarded by its class CONFIDENTIAL',
  );
});
