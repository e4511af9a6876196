/**
 * `@guanxi/core/testing`: the one door that test kits need and programs do not. What is written through it passes hooks, guards, versions
 * and log like everything else; only the command is missing.
 */
import type { Actor } from '../access/actor.ts';
import type { Database } from '../database/index.ts';
import { raiseWalls as raise } from '../migrate/index.ts';
import type { Model } from '../model/model.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { Tx } from '../write/tx.ts';
import { kernelOf } from './kernels.ts';
import { transact } from './transact.ts';

/** Runs code as that of `plugin`, in one transaction of the write path; refusals are thrown. */
export async function inTransaction<T>(engine: object, actor: Actor, plugin: string, run: (tx: Tx<PluginType>) => Promise<T>): Promise<T> {
  const done: T[] = [];
  await transact(kernelOf(engine), actor, 'test', [{ plugin, run: async (tx) => void done.push(await run(tx)) }]);
  // A transaction that lost against another was run again: the last run is the one that counts.
  return done.at(-1) as T;
}

/** Roles, grants and row policies for tables that were made by hand. `plugins`: whose SQL is run. */
export const raiseWalls = (owner: Database, plugins: readonly string[] = []): Promise<void> =>
  raise(owner, { installed: plugins, known: [] });

/** The model put together, for tests that hold over every entity. */
export const modelOf = (engine: object): Model => kernelOf(engine).model;
