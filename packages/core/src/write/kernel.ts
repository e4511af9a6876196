/** The engine as the write path and the API see it: the read kernel, and everything the installed plugins declare. */
import type { Label } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { Guard } from '../outgoing/index.ts';
import type { ReadKernel } from '../read/kernel.ts';
import type { Scope } from '../read/scope.ts';
import type {
  CommandDefinition,
  EventDefinition,
  HookPart,
  JobDefinition,
  ListDefinition,
  OperationDefinition,
  QueryDefinition,
  RefusalToken,
  SubscriptionDefinition,
} from './declarations.ts';
import type { Directory } from './directory.ts';
import type { Gate } from './gate.ts';
import type { Identities } from './identities.ts';
import type { Tx } from './tx.ts';

type HookOf<K extends HookPart['kind']> = Extract<HookPart, { readonly kind: K }>;

export interface InstalledPlugin {
  readonly id: string;
  readonly version: string;
  readonly label: Label;
  readonly capability: 'OPERATIONAL' | 'ANALYTICAL' | 'COLLABORATIVE';
  readonly needs: Readonly<Record<string, string>>;
  /** Those of `needs` without which it does not work. */
  readonly required: readonly string[];
  readonly permissions: ReadonlyMap<string, Label>;
  /** What `system` may use: all of its own, and the listed ones of others that are installed. */
  readonly systemPermissions: readonly string[];
  /** Others' permissions that its `system` uses, of those installed. */
  readonly uses: readonly string[];
  readonly options: object;
  readonly api: ((scope: Scope<PluginType>) => object) | null;
  /** Checks and completes stored settings; the empty object where it has none. */
  readonly parseSettings: (stored: unknown) => object;
  /** What it puts into a tenant that begins to use it. */
  readonly seed: ((tx: Tx<PluginType>) => Promise<void>) | null;
}

export interface BoundCommand {
  readonly definition: CommandDefinition;
  readonly before: readonly HookOf<'before'>[];
  readonly extensions: readonly HookOf<'extend'>[];
}

export interface Registry {
  /** In dependency order. */
  readonly plugins: ReadonlyMap<string, InstalledPlugin>;
  readonly commands: ReadonlyMap<string, BoundCommand>;
  readonly queries: ReadonlyMap<string, QueryDefinition>;
  readonly lists: ReadonlyMap<string, ListDefinition>;
  readonly events: ReadonlyMap<string, EventDefinition>;
  readonly refusals: ReadonlyMap<string, RefusalToken>;
  /** By `plugin.name`. */
  readonly gates: ReadonlyMap<string, Gate>;
  /** By entity, by event; in dependency order of the plugins. */
  readonly guards: ReadonlyMap<string, readonly HookOf<'guard'>[]>;
  readonly during: ReadonlyMap<string, readonly HookOf<'during'>[]>;
  readonly after: ReadonlyMap<string, readonly HookOf<'after'>[]>;
  /** By `plugin.name`. */
  readonly jobs: ReadonlyMap<string, JobDefinition>;
  readonly operations: ReadonlyMap<string, OperationDefinition>;
  /** By name. */
  readonly subscriptions: ReadonlyMap<string, SubscriptionDefinition>;
  /** By point id. */
  readonly contributions: ReadonlyMap<string, readonly { readonly id: string; readonly plugin: string; readonly value: unknown }[]>;
  /** The plugin that knows staff and contacts, where one does. */
  readonly directory: { readonly plugin: string; readonly of: Directory } | null;
  /** Builders of the escape hatch, by plugin. */
  readonly graphql: ReadonlyMap<string, (builder: unknown) => void>;
}

export interface TenantSettings {
  /** Parsed and completed. @throws SETTINGS_INVALID where what is stored does not fit the plugin as it is installed */
  of(plugin: string): object;
}

export interface Kernel extends ReadKernel {
  readonly registry: Registry;
  /**
   * The engine as a tenant with these plugins has it: model and registry hold what they declare and nothing else. What is not there cannot
   * be called, read, heard or told of, by whatever way. Null: everything that is installed.
   */
  narrowed(plugins: ReadonlySet<string> | null): Kernel;
  /** What a tenant has set for its plugins. Cached. */
  settings(tenant: string): Promise<TenantSettings>;
  /** Who has which rights, as far as these are data. */
  readonly identities: Identities;
  /** What calls to the outside may reach. */
  readonly outgoing: Guard;
  /** Something was committed that readers of the log wait for, and the worker too unless `jobs` is false. */
  committed(jobs?: boolean): void;
}
