/** `definePlugin`: a plugin's table of contents. */
import type { z } from 'zod';
import type { Label } from '../model/label.ts';
import type { ModelPart } from '../model/parts.ts';
import type { ApiOf, NeededPermission, OptionsOf, PermissionOf, PluginType, SettingsOf } from '../model/plugin-type.ts';
import type { Scope } from '../read/scope.ts';
import type {
  Command,
  DomainEvent,
  HookPart,
  JobDefinition,
  ListDefinition,
  QueryDefinition,
  RefusalToken,
  SubscriptionDefinition,
} from '../write/declarations.ts';
import type { Directory } from '../write/directory.ts';
import type { Gate } from '../write/gate.ts';
import type { Tx } from '../write/tx.ts';
import type { Kit } from './kit.ts';
import { crossOut } from './made.ts';

/** Which of the three kinds of CRM a plugin serves (STRAT-02, table T-01b). */
export const capabilities = ['OPERATIONAL', 'ANALYTICAL', 'COLLABORATIVE'] as const;
export type Capability = (typeof capabilities)[number];

/** Something that is so, and what to do about it. */
export interface Warning {
  readonly what: Label;
  readonly next: Label;
}

export interface PluginShape<P extends PluginType> {
  readonly version: string;
  readonly label: Label;
  readonly capability: Capability;
  /** The folder of its migrations: `new URL('../migrations/', import.meta.url)`. */
  readonly migrations: URL;
  /** Every permission of its type, with its text. */
  readonly permissions: Readonly<Record<PermissionOf<P>, Label>>;
  /** Others' rights that its `system` uses; an administrator sees them at installation. Entries of absent optional plugins are ignored. */
  readonly uses?: readonly NeededPermission<P>[];
  readonly settings?: z.ZodType<SettingsOf<P>>;
  readonly options?: OptionsOf<P>;
  /** Checks `options` when the engine is made. */
  readonly optionsSchema?: z.ZodType<OptionsOf<P>>;
  readonly model: readonly ModelPart[];
  readonly events?: readonly DomainEvent[];
  readonly refusals?: readonly RefusalToken[];
  readonly gates?: readonly Gate[];
  readonly commands?: readonly Command[];
  readonly queries?: readonly (QueryDefinition | ListDefinition)[];
  readonly subscriptions?: readonly SubscriptionDefinition[];
  readonly hooks?: readonly HookPart[];
  readonly jobs?: readonly JobDefinition[];
  /** For the one plugin that knows who works in a tenant and who its customers’ contacts are. */
  readonly directory?: Directory<P>;
  /** Run for a tenant when the plugin is enabled there. */
  readonly seed?: (tx: Tx<P>) => Promise<void>;
  readonly demo?: (tx: Tx<P>) => Promise<void>;
  /**
   * What a person should see to in a tenant, by the time it is now: `guanxi doctor` shows it. It reads, with the plugin's own rights.
   * @example warnings: async (scope) => ((await isPublished(scope, nextYear)) ? [] : [{ what: label(…), next: label(…) }])
   */
  readonly warnings?: (scope: Scope<P>) => Promise<readonly Warning[]>;
  /** Reads and calculations for other plugins and the embedder; what changes something is a command. */
  readonly api?: (scope: Scope<P>) => ApiOf<P>;
  /** The escape hatch: a Pothos schema builder, for what cannot be derived. */
  readonly graphql?: (builder: unknown) => void;
}

export interface Plugin<P extends PluginType = PluginType> {
  readonly kind: 'plugin';
  readonly id: P['id'];
  readonly kit: Kit<PluginType>;
  readonly shape: PluginShape<PluginType>;
  /** The URL-independent mark of the `@guanxi/core` copy that made it, so that two copies are noticed. */
  readonly madeBy: symbol;
  readonly '~type'?: P;
}

/** One mark a copy of this package: a plugin that carries another was made by a second copy. */
export const coreMark = Symbol('@guanxi/core');

export function definePlugin<P extends PluginType>(kit: Kit<P>, shape: PluginShape<P>): Plugin<P> {
  crossOut(kit, listedIn(shape as unknown as PluginShape<PluginType>));
  return {
    kind: 'plugin',
    id: kit.id,
    kit: kit as unknown as Kit<PluginType>,
    shape: shape as unknown as PluginShape<PluginType>,
    madeBy: coreMark,
  };
}

/** Everything that a table of contents names. */
const listedIn = (shape: PluginShape<PluginType>): readonly object[] => [
  ...shape.model,
  ...(shape.events ?? []),
  ...(shape.refusals ?? []),
  ...(shape.gates ?? []),
  ...(shape.commands ?? []),
  ...(shape.queries ?? []),
  ...(shape.subscriptions ?? []),
  ...(shape.hooks ?? []),
  ...(shape.jobs ?? []),
];
