/** Makes the tables of test plugins from their Drizzle definitions, as a migration of theirs would. */
import { type SQL, StringChunk } from 'drizzle-orm';
import { type AnyPgTable, getTableConfig, PgDialect } from 'drizzle-orm/pg-core';
import type { Database } from '../database/port.ts';

const dialect = new PgDialect();

/** Tables first, then what refers from one to another. */
export async function createTables(database: Database, tables: readonly AnyPgTable[]): Promise<void> {
  for (const text of tables.map(tableText)) await database.script(text);
  for (const text of tables.flatMap(keyTexts)) await database.script(text);
}

function tableText(table: AnyPgTable): string {
  const { name, columns, primaryKeys, checks } = getTableConfig(table);
  const lines = [
    ...columns.map((c) => {
      const array = (c as { dimensions?: number }).dimensions ? '[]' : '';
      return `"${c.name}" ${c.getSQLType()}${array}${c.notNull ? ' not null' : ''}${c.default === undefined ? '' : ` default ${literal(c.default)}`}`;
    }),
    ...primaryKeys.map((k) => `constraint "${k.getName()}" primary key (${k.columns.map((c) => `"${c.name}"`).join(', ')})`),
    ...checks.map((c) => `constraint "${c.name}" check (${bare(c.value)})`),
  ];
  return `create table crm."${name}" (${lines.join(',\n')})`;
}

function keyTexts(table: AnyPgTable): string[] {
  const { name, indexes, foreignKeys } = getTableConfig(table);
  return [
    ...indexes
      .filter((i) => i.config.unique)
      .map(
        (i) =>
          `create unique index "${i.config.name}" on crm."${name}" (${i.config.columns.map((c) => `"${(c as { name: string }).name}"`).join(', ')})`,
      ),
    ...foreignKeys.map((f) => {
      const { columns, foreignTable } = f.reference();
      return `alter table crm."${name}" add constraint "${f.getName()}" foreign key (${columns.map((c) => `"${c.name}"`).join(', ')}) references crm."${getTableConfig(foreignTable).name}" (tenant_id, id) on delete ${f.onDelete ?? 'restrict'}`;
    }),
  ];
}

const literal = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? 'queryChunks' in value
      ? bare(value as SQL)
      : `'${JSON.stringify(value)}'`
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : `'${String(value)}'`;

/** Without the table's name before a column's, which CHECK does not take. */
function bare(sql: SQL): string {
  const chunks = sql.queryChunks.map((c) =>
    c instanceof StringChunk
      ? String(c.value)
      : typeof c === 'object' && c !== null && 'queryChunks' in c
        ? bare(c as SQL)
        : typeof c === 'object' && c !== null && 'name' in c
          ? `"${(c as { name: string }).name}"`
          : '',
  );
  return chunks.length > 0 ? chunks.join('') : dialect.sqlToQuery(sql).sql;
}
