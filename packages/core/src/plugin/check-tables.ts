/** Boot checks of tables and references: whose a table is, what a reference needs, what a merge would do to it, names that Postgres cuts. */
import { type AnyPgTable, getTableConfig, PgColumn } from 'drizzle-orm/pg-core';
import { kernelTableNames } from '../model/kernel-table-names.ts';
import type { ColumnDef, EntityDef, Model } from '../model/model.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { Plugin } from './define.ts';

const longest = 63;

export function checkTables(plugins: readonly Plugin[], model: Model): readonly BootProblem[] {
  const byId = new Map(plugins.map((p) => [p.id, p]));
  return [...model.entities.values()].flatMap((entity) => [
    ...(isOwnName(entity) ? [] : [problem('TABLE_PREFIX', [entity.plugin], { subject: entity.tableName })]),
    ...namesIn(entity.table)
      .filter((name) => Buffer.byteLength(name) > longest)
      .map((subject) => problem('NAME_TOO_LONG', [entity.plugin], { subject, bytes: Buffer.byteLength(subject) })),
    ...foreignColumns(entity),
    ...[...entity.columns.values()].flatMap((column) => reference(entity, column, model, byId)),
  ]);
}

/** Some of the kernel's tables are shown by a plugin, crm. */
const isOwnName = ({ tableName, plugin }: EntityDef): boolean => tableName.startsWith(`${plugin}_`) || kernelTableNames.has(tableName);

function namesIn(table: AnyPgTable): readonly string[] {
  const { name, columns, indexes, foreignKeys, checks, primaryKeys, uniqueConstraints, policies } = getTableConfig(table);
  return [
    name,
    ...columns.map((c) => c.name),
    ...indexes.map((i) => i.config.name),
    ...foreignKeys.map((k) => k.getName()),
    ...checks.map((c) => c.name),
    ...primaryKeys.map((k) => k.getName()),
    ...uniqueConstraints.map((u) => u.getName()),
    ...policies.map((p) => p.name),
  ].filter((n) => n !== undefined);
}

/** Drizzle's `instanceof` goes by name, so that another copy's columns pass for ours until they meet in one statement. */
function foreignColumns({ name, plugin, table }: EntityDef): BootProblem[] {
  const foreign = getTableConfig(table).columns.some((column) => !Object.prototype.isPrototypeOf.call(PgColumn.prototype, column));
  return foreign
    ? [problem('TWO_COPIES', [plugin], { package: 'drizzle-orm', theirs: `that of the columns of ${name}`, ours: 'that of the engine' })]
    : [];
}

function reference(entity: EntityDef, column: ColumnDef, model: Model, plugins: ReadonlyMap<string, Plugin>): BootProblem[] {
  if (column.reference === null) return [];
  const { table, onMerge, unique } = column.reference;
  const subject = `${entity.name}.${column.key}`;
  const target = model.byTable.get(table);
  if (!target) return [problem('UNKNOWN_TABLE', [entity.plugin], { subject, table })];
  const found: BootProblem[] = [];
  const own = plugins.get(entity.plugin);
  if (target.plugin !== entity.plugin && own && !(target.plugin in own.kit.needs)) {
    found.push(problem('REFERENCE_WITHOUT_NEED', [entity.plugin, target.plugin], { subject, table, other: target.plugin }));
  }
  if (unique && onMerge === 'move') found.push(problem('MERGE_MOVE_UNIQUE', [entity.plugin], { subject, target: target.name }));
  if (onMerge === 'hook') {
    const heard = new Set((own?.shape.hooks ?? []).flatMap((hook) => (hook.kind === 'during' ? [hook.event.name] : [])));
    const missing = ['merged', 'unmerged']
      .map((verb) => `${target.plugin}.${target.singular}.${verb}`)
      .filter((event) => !heard.has(event));
    if (missing.length > 0) found.push(problem('MERGE_HOOK_MISSING', [entity.plugin], { subject, events: missing.join(' and ') }));
  }
  return found;
}
