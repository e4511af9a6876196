/** Bringing a database to what the plugins expect, and refusing one that is not there. */
import { type Database, PgError, roles } from '../database/index.ts';
import * as room from '../migrate/index.ts';
import type { Model } from '../model/model.ts';
import { type BootProblem, problem, refuseToBoot } from '../plugin/boot-error.ts';
import type { BootCode } from '../plugin/boot-errors.ts';
import type { Plugin } from '../plugin/define.ts';
import type { EngineKernel } from './kernel.ts';

export interface Migrations {
  migrate(o?: Omit<room.MigrateOptions, 'clock'>): Promise<readonly room.MigrationResult[]>;
  migrationStatus(): Promise<room.MigrationStatus>;
  /** What `migrate` would run, with its SQL. */
  planMigrations(): Promise<room.MigrationPlan>;
  /** Takes a plugin's tables, settings and journal out; shows what it would do unless `confirm` is true. */
  removePlugin(plugin: string, o?: { readonly confirm?: boolean }): Promise<room.RemovalPlan>;
  /** Throws a BootError that names every migration that is pending, edited, newer than the program or passed over. */
  checkMigrations(): Promise<void>;
}

export function createMigrations(kernel: EngineKernel, plugins: readonly Plugin[]): Migrations {
  const source = ({ id, kit, shape }: Plugin, needs = Object.keys(kit.needs)): room.MigrationSource => ({
    plugin: id,
    directory: shape.migrations,
    needs,
  });
  const sources = [room.kernelMigrations, ...plugins.map((plugin) => source(plugin))];
  // A plugin that works without another does not keep it from being removed.
  const required = ({ kit }: Plugin): string[] => Object.keys(kit.needs).filter((need) => !kit.optional.includes(need));
  const sourcesByRequired = [room.kernelMigrations, ...plugins.map((plugin) => source(plugin, required(plugin)))];
  const entities = (plugin: string): readonly string[] =>
    [...kernel.model.entities.values()].filter((e) => e.plugin === plugin).map((e) => e.name);
  const status = async () => room.status(await kernel.database(), sources);
  const asOwner = async <T>(run: (owner: Database) => Promise<T>): Promise<T> => (await kernel.database()).asOwner(run);
  return {
    migrate: (o = {}) => asOwner((owner) => room.migrate(owner, sources, { ...o, clock: kernel.clock })),
    migrationStatus: status,
    planMigrations: () => asOwner((owner) => room.plan(owner, sources)),
    async removePlugin(plugin, { confirm = false } = {}) {
      const o = { dependants: [], entities: entities(plugin), values: givenValues(kernel.model, plugin) };
      return asOwner((owner) => (confirm ? room.removePlugin : room.planRemoval)(owner, sourcesByRequired, plugin, o));
    },
    checkMigrations: async () => refuseToBoot(await problemsIn(await kernel.database(), sources)),
  };
}

/** Where values may stand that a plugin gave to enums of others. */
function givenValues({ enums, entities }: Model, plugin: string) {
  return [...enums.values()].flatMap((type) => {
    const values = type.plugin === plugin ? [] : [...type.values].filter(([, value]) => value.plugin === plugin).map(([name]) => name);
    if (values.length === 0) return [];
    return [...entities.values()].flatMap((entity) =>
      [...entity.columns.values()].flatMap((column) =>
        entity.plugin !== plugin && column.enum?.name === type.name
          ? [{ enum: type.name, table: entity.tableName, column: column.name, array: column.array, values }]
          : [],
      ),
    );
  });
}

/** Is it migrated, does its second wall stand, and would it hold for whoever signed in? */
async function problemsIn(db: Database, sources: readonly room.MigrationSource[]): Promise<readonly BootProblem[]> {
  const user = await room.databaseUser(db);
  const problems: BootProblem[] = [];
  // The embedded database has one user and no door but this process.
  if (db.engine === 'postgres' && user.unsafe.length > 0)
    problems.push(problem('DATABASE_USER_UNSAFE', [], { user: user.name, what: user.unsafe.join(', ') }));
  const lacks = (missing: string): BootProblem => problem('DATABASE_ROLES_MISSING', [], { user: user.name, missing });
  // Who is not the planner need not be allowed to read the journal.
  if (user.hasJournal && !room.isPlanner(user)) return [...problems, lacks(`the role ${roles.planner} for "${user.name}"`)];
  const found = await room.status(db, sources).catch(ifNotPermitted);
  if (found === null) return [...problems, lacks('what the role may do')];
  problems.push(...problemsOf(found));
  if (!user.hasJournal || problems.length > 0) return problems;
  const missing = await room.missingWalls(db, {
    installed: sources.map((source) => source.plugin),
    known: found.notInstalled.map((id) => id.plugin),
  });
  return missing.length === 0 ? [] : [lacks(missing.join('; '))];
}

function ifNotPermitted(error: unknown): null {
  if (error instanceof PgError && error.code === '42501') return null;
  throw error;
}

function problemsOf(found: room.MigrationStatus): readonly BootProblem[] {
  const told = (code: BootCode, ids: readonly room.MigrationId[]): BootProblem[] => {
    if (ids.length === 0) return [];
    const plugins = [...new Set(ids.map((id) => id.plugin))];
    return [problem(code, plugins, { count: ids.length, migrations: ids.map(({ plugin, name }) => `${plugin}/${name}`).join(', ') })];
  };
  return [
    ...told('MIGRATIONS_PENDING', found.pending),
    ...told('MIGRATIONS_EDITED', found.edited),
    ...told('MIGRATIONS_NEWER', found.newer),
    ...told('MIGRATIONS_GAP', found.gaps),
  ];
}
