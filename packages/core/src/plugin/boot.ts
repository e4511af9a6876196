/** From a list of plugins to what an engine is made of. Every check runs; what they find is thrown as one. */
import type { GraphQLSchema } from 'graphql';
import { checkSchema } from '../graphql/index.ts';
import { buildModel, type ModelProblem, type PluginParts } from '../model/build.ts';
import type { Model } from '../model/model.ts';
import type { Registry } from '../write/kernel.ts';
import { type BootProblem, problem, refuseToBoot } from './boot-error.ts';
import { checkClasses } from './check-classes.ts';
import { checkGates } from './check-gates.ts';
import { checkJobs } from './check-jobs.ts';
import { checkNames } from './check-names.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkPersonal } from './check-personal.ts';
import { orderPlugins } from './check-plugins.ts';
import { checkReading } from './check-reading.ts';
import { checkSettings } from './check-settings.ts';
import { checkSql } from './check-sql.ts';
import { checkStructures } from './check-structures.ts';
import { checkTables } from './check-tables.ts';
import { checkCopies } from './copies.ts';
import type { Plugin } from './define.ts';
import { freezeManifest } from './freeze.ts';
import { assembleRegistry } from './registry.ts';

export interface Booted {
  /** In dependency order. */
  readonly plugins: readonly Plugin[];
  readonly model: Model;
  readonly registry: Registry;
  /** Of all plugins together. */
  readonly schema: GraphQLSchema;
  /** As if only these were installed, save that others' values of enums can be read. Made anew each time. */
  narrowed(plugins: ReadonlySet<string>): Pick<Booted, 'model' | 'registry'>;
}

/** @throws BootError with everything that is wrong */
export function boot(listed: readonly Plugin[]): Booted {
  const { plugins, problems } = orderPlugins(listed);
  for (const plugin of plugins) freezeManifest(plugin);
  const { built, registry } = assemble(plugins);
  const found: readonly BootProblem[] = [
    ...problems,
    ...checkCopies(plugins),
    ...checkNames(plugins),
    ...checkGates(plugins),
    ...checkJobs(plugins),
    ...modelProblems(built.problems),
    ...checkTables(plugins, built.model),
    ...checkReading(built.model),
    ...checkClasses(built.model),
    ...checkPersonal(plugins, built.model),
    ...checkStructures(plugins),
    ...checkSql(plugins, built.model),
    ...checkPermissions(plugins, built.model),
    ...checkSettings(plugins),
  ];
  const { schema, problems: unsaid } = schemaOf({ model: built.model, registry }, found);
  refuseToBoot([...found, ...unsaid]);
  if (schema === null) throw new TypeError('a schema without problems is there');
  return {
    plugins,
    model: built.model,
    registry,
    schema,
    narrowed(ids) {
      const of = assemble(
        plugins.filter(({ id }) => ids.has(id)),
        plugins.filter(({ id }) => !ids.has(id)),
      );
      return { model: of.built.model, registry: of.registry };
    },
  };
}

const partsOf = ({ id, shape }: Plugin): PluginParts => ({ plugin: id, parts: shape.model });
const assemble = (plugins: readonly Plugin[], dormant: readonly Plugin[] = []) => ({
  built: buildModel(plugins.map(partsOf), dormant.map(partsOf)),
  registry: assembleRegistry(plugins),
});

/** An entity without a usable table is not in the model: that its fields are of an unknown one says nothing new. */
function modelProblems(found: readonly ModelProblem[]): readonly BootProblem[] {
  const lost = new Set(found.filter((p) => p.code === 'NOT_TENANT_TABLE').map((p) => p.subject));
  return found
    .filter((p) => p.code !== 'UNKNOWN_ENTITY' || !lost.has(p.subject))
    .map(({ code, plugins, subject, detail }) => problem(code, plugins, { subject, detail }));
}

/** A model that does not fit together may not make a schema either; then the schema's complaint says nothing new. */
function schemaOf(
  source: Pick<Booted, 'model' | 'registry'>,
  found: readonly BootProblem[],
): { readonly schema: GraphQLSchema | null; readonly problems: readonly BootProblem[] } {
  // A structure is called `Place`, its input type `PlaceInput`.
  const told = new Set(found.flatMap(({ code, args }) => [`${code} ${args['subject']}`, `${code} ${args['subject']}Input`]));
  const isNew = (p: BootProblem): boolean => !told.has(`${p.code} ${p.args['subject']}`);
  try {
    const { schema, problems } = checkSchema(source);
    return { schema, problems: problems.map((p) => problem(p.code, p.plugins, { subject: p.subject, detail: p.detail })).filter(isNew) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { schema: null, problems: found.length > 0 ? [] : [problem('SCHEMA_INVALID', [], { problem: said })] };
  }
}
