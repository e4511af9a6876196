/** The engine as one actor uses it: typed commands, typed reads, GraphQL, and the plugins' apis. */
import { type Actor, requireActor } from '../access/actor.ts';
import { GuanxiError } from '../errors.ts';
import type { Executor, OperationAnswer } from '../graphql/index.ts';
import type { AnyEntity } from '../model/entity.ts';
import type { Selection } from '../model/fields.ts';
import type { PluginType } from '../model/plugin-type.ts';
import { type AccessExplanation, accessQuestion, explainAccess } from '../read/explain-access.ts';
import type { ReadOptions } from '../read/scope.ts';
import { openCall } from '../write/call.ts';
import type { Command } from '../write/declarations.ts';
import { type BatchCall, type RowOutcome, runBatch, runCommand, type UserError } from '../write/index.ts';
import { readingFrom } from '../write/reading.ts';
import { accessOf, scopeFor } from '../write/scope.ts';
import type { EngineKernel } from './kernel.ts';
import type { Apis } from './types.ts';
import type { Work } from './work.ts';

export interface RunOptions {
  /** The idempotency key: the same key and input again give the stored answer and do nothing twice. */
  readonly key?: string;
  /** Refuses with CONFLICT when the input's subject is at another version. */
  readonly expectedVersion?: number;
}
/** What became of a command. A refusal is an answer, not an exception: whoever asked can do something about it. */
export type Outcome<O> = { readonly ok: true; readonly value: O } | { readonly ok: false; readonly errors: readonly UserError[] };

export type BatchOptions = Partial<Omit<BatchCall, 'actor'>>;

export interface ExecuteOptions {
  readonly operationName?: string;
  readonly idempotencyKey?: string;
}
export type ExecutionAnswer = ReturnType<OperationAnswer['parsed']>;

export interface Bound<P extends PluginType> {
  readonly actor: Actor;
  run<I, O>(command: Command<I, O>, input: NoInfer<I>, o?: RunOptions): Promise<Outcome<O>>;
  /**
   * Many inputs of one command in one transaction, each with an outcome of its own: what is refused is left out, the rest is kept. For
   * imports; a few hundred at a time. With `wire`, inputs are as the API has them (global ids, ISO text).
   */
  runBatch(command: Command | string, inputs: readonly unknown[], o?: BatchOptions): Promise<readonly RowOutcome[]>;
  /** One statement at any depth, with the actor's rights. */
  read<E extends AnyEntity, O>(selection: Selection<E, O>, o?: ReadOptions<E>): Promise<readonly O[]>;
  /** A GraphQL operation. */
  execute(document: string, variables?: Readonly<Record<string, unknown>>, o?: ExecuteOptions): Promise<ExecutionAnswer>;
  /**
   * Why this actor may or may not see a record, by its global id, and a field of it. With `asker`, on behalf of somebody: of a record that
   * they do not see it is not told (NOT_FOUND).
   */
  explainAccess(subject: string, o?: { readonly field?: string; readonly asker?: Actor }): Promise<AccessExplanation>;
  /** What each plugin offers besides commands and reads. */
  readonly plugins: Apis<P>;
}

export function bindActor<P extends PluginType>(kernel: EngineKernel, work: Work, executor: Executor, actor: Actor): Bound<P> {
  requireActor(actor);
  const scoped = async () => {
    const call = await openCall(kernel, actor);
    const access = accessOf(call);
    const reading = readingFrom(call, await kernel.database());
    return {
      reader: reading.reader(access),
      plugins: (plugin: string) => scopeFor(call, plugin, access, reading).plugins as Readonly<Record<string, object>>,
    };
  };
  return {
    actor,
    run: (command, input, o = {}) =>
      work(async () => {
        const outcome = await runCommand(kernel, command.name, input, { actor, wire: false, ...o });
        return outcome.ok ? { ok: true, value: outcome.output as never } : outcome;
      }),
    runBatch: (command, inputs, o = {}) =>
      work(() => runBatch(kernel, typeof command === 'string' ? command : command.name, inputs, { wire: false, ...o, actor })),
    read: (selection, o = {}) => work(async () => (await scoped()).reader.read(selection, o)),
    explainAccess: (subject, { field, asker = actor } = {}) =>
      work(async () => {
        const choices = await kernel.choices(actor.tenant);
        const question = accessQuestion(kernel.model, subject, field ?? null);
        return explainAccess(kernel, { actor: asker, ...choices }, { actor, ...choices }, question);
      }),
    execute: (document, variables, o = {}) => work(async () => (await executor.execute({ document, variables, actor, ...o })).parsed()),
    plugins: apis(kernel, (plugin, method, args) =>
      work(async () => {
        const api = (await scoped()).plugins(plugin)[plugin] as
          | Readonly<Record<string, (...args: readonly unknown[]) => unknown>>
          | undefined;
        if (!api) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin });
        return api[method]?.(...args);
      }),
    ) as Apis<P>,
  };
}

/** An api is made for one call, once the tenant and its settings are known: until then it is the names of its methods. */
function apis(kernel: EngineKernel, call: (plugin: string, method: string, args: readonly unknown[]) => Promise<unknown>): object {
  const of = (plugin: string) =>
    new Proxy(
      {},
      {
        get: (_, method) =>
          typeof method === 'string' && method !== 'then' ? (...args: readonly unknown[]) => call(plugin, method, args) : undefined,
      },
    );
  return Object.fromEntries([...kernel.registry.plugins.values()].filter((p) => p.api !== null).map(({ id }) => [id, of(id)]));
}
