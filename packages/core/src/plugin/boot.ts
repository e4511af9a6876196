/** From a list of plugins to what an engine is made of. Every check runs; what they find is thrown as one. */
import { buildModel } from '../model/build.ts';
import type { Model } from '../model/model.ts';
import type { Registry } from '../write/kernel.ts';
import { type BootProblem, problem, refuseToBoot } from './boot-error.ts';
import { checkNames } from './check-names.ts';
import { checkPermissions } from './check-permissions.ts';
import { orderPlugins } from './check-plugins.ts';
import { checkReading } from './check-reading.ts';
import { checkSettings } from './check-settings.ts';
import { checkTables } from './check-tables.ts';
import { checkCopies } from './copies.ts';
import type { Plugin } from './define.ts';
import { assembleRegistry } from './registry.ts';

export interface Booted {
  /** In dependency order. */
  readonly plugins: readonly Plugin[];
  readonly model: Model;
  readonly registry: Registry;
}

/** @throws BootError with everything that is wrong */
export function boot(listed: readonly Plugin[]): Booted {
  const { plugins, problems } = orderPlugins(listed);
  const built = buildModel(plugins.map(({ id, shape }) => ({ plugin: id, parts: shape.model })));
  const registry = assembleRegistry(plugins);
  refuseToBoot([
    ...problems,
    ...checkCopies(plugins),
    ...checkNames(plugins),
    ...built.problems.map(({ code, plugins: givers, subject, detail }): BootProblem => problem(code, givers, { subject, detail })),
    ...checkTables(plugins, built.model),
    ...checkReading(built.model),
    ...checkPermissions(plugins, built.model),
    ...checkSettings(plugins),
  ]);
  return { plugins, model: built.model, registry };
}
