/**
 * `createEngine`: plugins in, a CRM out. The pieces are in `engine/`; this file says what there is.
 *
 * @example
 * const engine = createEngine({ plugins: [crm(), loyalty()], database: { directory: './data' } });
 * await engine.migrate();
 */
import type { GraphQLSchema } from 'graphql';
import type { Actor } from './access/actor.ts';
import type { Principal, SeenFrom } from './access/principal.ts';
import { createBackground, type StartOptions } from './engine/background.ts';
import { type Bound, bindActor } from './engine/bound.ts';
import { type Health, healthOf } from './engine/health.ts';
import { createKernel } from './engine/kernel.ts';
import { withKernel } from './engine/kernels.ts';
import { createMigrations, type Migrations } from './engine/migrations.ts';
import { createSettings, type Settings } from './engine/settings.ts';
import { createTenants, type Tenants } from './engine/tenants.ts';
import { engineActor, transact } from './engine/transact.ts';
import type { AnyPlugin, Complete, EngineOptions, SettingsById, TypeOf } from './engine/types.ts';
import { createUpkeep } from './engine/upkeep.ts';
import { type PluginWarning, warningsOf } from './engine/warnings.ts';
import { createWork, tracked } from './engine/work.ts';
import { createExecutor, createStreams, type OperationAnswer, type OperationRequest, printSdl, type Subscribed } from './graphql/index.ts';
import type { WorkReport } from './jobs/index.ts';
import type { Retained } from './log/index.ts';
import type { Label } from './model/label.ts';
import type { PluginType } from './model/plugin-type.ts';
import { boot } from './plugin/boot.ts';
import type { Capability } from './plugin/define.ts';
import type { ResultsUse } from './read/results/results.ts';
import { allowPlugin, type StoppedPlugin, stoppedPlugins } from './watchdog/hangs.ts';
import { defaultWatchdogMs, startWatchdog, type Watchdog } from './watchdog/watchdog.ts';
import type { Lost } from './write/identities.ts';

/** Longer than whoever went on holiday with a subscription's cursor stays away. */
const defaultKeepDays = 90;

export interface PluginInfo {
  readonly id: string;
  readonly version: string;
  readonly label: Label;
  readonly capability: Capability;
  readonly needs: Readonly<Record<string, string>>;
}

export interface Engine<P extends PluginType = PluginType> extends Omit<Migrations, 'checkMigrations'> {
  /** In dependency order. */
  readonly plugins: readonly PluginInfo[];
  /** The engine as this actor may use it. Throws without one. */
  as(actor: Actor): Bound<P>;
  /**
   * The actor that somebody is by what the tenant's data says of them now: roles, teams, sessions, keys. Null: nobody who may act. Cached, and
   * forgotten with whatever it was made of; ask for it with every request.
   */
  actorOf(principal: Principal, seen?: SeenFrom): Promise<Actor | null>;
  /** The program that an API key was made for; null for text that is none. Whether the key still holds, `actorOf` says. */
  principalOf(apiKey: string): Promise<Principal | null>;
  /**
   * Calls `lost` once, as soon as an actor made by `actorOf` is nobody any more (UNAUTHENTICATED) or may do other things than then
   * (RIGHTS_CHANGED): for connections of your own. Answers how to stop.
   */
  watch(actor: Actor, lost: (code: Lost) => void): () => void;
  /** A GraphQL operation of an actor; the answer's body is text, as it goes over the wire. */
  execute(request: OperationRequest): Promise<OperationAnswer>;
  /** An operation that is answered more than once: a subscription, or a live query. Any other is answered as `execute` does. */
  subscribe(request: OperationRequest): Promise<Subscribed>;
  /** What operations would cost together, without running them. Throws LIMIT_EXCEEDED where that is more than one request may. */
  measure(requests: readonly OperationRequest[]): Promise<number>;
  /** The plan of an operation and its SQL, for people, without running it. */
  explain(request: OperationRequest): Promise<string>;
  readonly schema: GraphQLSchema;
  /** The schema as sorted text. */
  sdl(): string;
  readonly tenants: Tenants;
  settings(tenant: string): Settings<SettingsById<P>>;
  /** Fills a tenant with the plugins' demo data, in one transaction. */
  demo(tenant: string): Promise<void>;
  /**
   * Gathers the statistics that query plans are made of. Postgres does so by itself in time; the embedded database never does, so call it
   * after much was written.
   */
  analyze(): Promise<void>;
  /** Connects, and throws a BootError where migrations are pending, edited, newer or passed over: nothing migrates by itself. */
  ready(): Promise<void>;
  /**
   * Begins what an engine does in the background, until it is closed: it sequences the log and does what hooks, timers, cron jobs and
   * operations left for later. Called again, it changes nothing.
   */
  start(o?: StartOptions): void;
  /** Does everything that is due, and what comes of it, until nothing is: for tests, scripts, and programs that run now and then. */
  workOff(): Promise<WorkReport>;
  /** Removes events that are kept no longer, at once; a working engine does so every hour. */
  upkeep(): Promise<Retained>;
  /** Plugins that run nowhere, since they blocked the process again and again. */
  stoppedPlugins(): Promise<readonly StoppedPlugin[]>;
  /** Lets a stopped plugin run again; false where it was not stopped. Other instances see it within seconds. */
  allowPlugin(plugin: string): Promise<boolean>;
  /** What became of answers that are kept; null where none are. */
  readonly results: ResultsUse | null;
  /** What the database says of itself; works without migrations. */
  health(): Promise<Health>;
  /** What plugins would have a person see to, in each tenant that uses them. */
  warnings(): Promise<readonly PluginWarning[]>;
  /** Refuses new work, waits for what is running, and closes the database it opened. */
  close(): Promise<void>;
}

export function createEngine<const Ps extends readonly AnyPlugin[]>(
  o: EngineOptions<Ps> & { readonly plugins: Complete<Ps> },
): Engine<TypeOf<Ps[number]>> {
  const booted = boot(o.plugins as readonly AnyPlugin[]);
  const kernel = createKernel(booted, o);
  const work = createWork();
  const upkeep = createUpkeep(kernel, o.keepEventsDays ?? defaultKeepDays);
  const background = createBackground(kernel, upkeep, o.worker);
  const { checkMigrations, ...migrations } = tracked(work, createMigrations(kernel, booted.plugins));
  const executor = createExecutor(kernel, { schema: booted.schema });
  const streams = createStreams(kernel, executor);
  /** Code that each plugin has for a new tenant, in dependency order. */
  const fill = async (tenant: string, what: 'seed' | 'demo'): Promise<void> => {
    const { registry } = kernel.narrowed((await kernel.choices(tenant)).enabled);
    const there = booted.plugins.filter(({ id }) => registry.plugins.has(id));
    const steps = there.flatMap(({ id, shape }) => (shape[what] ? [{ plugin: id, run: shape[what] }] : []));
    return transact(kernel, engineActor(tenant, what), what, steps);
  };

  let watchdog: Watchdog | null = null;
  const watch = (): Watchdog | null => {
    const { watchdogMs: ms = defaultWatchdogMs } = o;
    const plugins = booted.plugins.map(({ id, shape }) => ({ id, migrations: shape.migrations }));
    return ms > 0 ? startWatchdog({ ms, plugins, core: 'crm', database: o.database, log: kernel.log }) : null;
  };

  const engine: Engine<TypeOf<Ps[number]>> = {
    plugins: [...booted.registry.plugins.values()].map(({ id, version, label, capability, needs }) => ({
      id,
      version,
      label,
      capability,
      needs,
    })),
    execute: (request) => work(() => executor.execute(request)),
    subscribe: (request) => work(() => streams.subscribe(request)),
    measure: (requests) => work(() => executor.measure(requests)),
    explain: (request) => work(() => executor.explain(request)),
    get schema() {
      return executor.schema();
    },
    get results() {
      return kernel.results?.use ?? null;
    },
    sdl: () => printSdl(executor.schema()),
    actorOf: (principal, seen) => work(() => kernel.identities.actorOf(principal, seen)),
    principalOf: (apiKey) => work(() => kernel.identities.holderOf(apiKey)),
    watch: (actor, lost) => kernel.identities.watch(actor, lost),
    as: (actor) => bindActor(kernel, work, executor, actor),
    tenants: tracked(
      work,
      createTenants(kernel, ({ id }) => fill(id, 'seed')),
    ),
    settings: (tenant) => tracked(work, createSettings(kernel, tenant)),
    demo: (tenant) => work(() => fill(tenant, 'demo')),
    ...migrations,
    analyze: () => work(async () => (await kernel.database()).asOwner((owner) => owner.script('analyze'))),
    ready: checkMigrations,
    start(options) {
      watchdog ??= watch();
      background.start(options);
    },
    workOff: () => work(() => background.workOff()),
    upkeep: () => work(() => upkeep.run()),
    stoppedPlugins: () => work(async () => stoppedPlugins(await kernel.database())),
    allowPlugin: (plugin) => work(async () => allowPlugin(await kernel.database(), plugin)),
    health: () => work(async () => healthOf(await kernel.database(), kernel.clock)),
    warnings: () => work(() => warningsOf(kernel, booted.plugins)),
    async close() {
      await Promise.all([background.stop(), work.finish()]);
      await streams.close();
      await watchdog?.stop();
      await kernel.close();
    },
  };
  return withKernel(engine, kernel);
}
