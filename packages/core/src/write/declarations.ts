/**
 * What a plugin declares it can do and say: commands, queries, events, refusals and hooks. Tokens only: they hold data and the plugin's
 * functions, and are bound to an engine when it is made.
 */
import type { SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { GuanxiError } from '../errors.ts';
import type { AnyEntity, Entity, IdOf } from '../model/entity.ts';
import type { Fields } from '../model/input.ts';
import type { Label } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { PolicyActor, Related } from '../model/policy.ts';
import type { Classification, Instant } from '../model/scalars.ts';
import type { Scope } from '../read/scope.ts';
import type { GateUse } from './gate.ts';
import type { AfterScope, Change, Tx } from './tx.ts';

// Inside the engine a token's functions are called with whatever plugin's scope: typed by the kit, loose here.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Loose = any;

export interface Command<I = Loose, O = Loose> {
  readonly kind: 'command';
  readonly name: string;
  /** Null on a token made by name (`commandRef`). */
  readonly definition: CommandDefinition | null;
  /** Of a command that starts long work. */
  readonly operation?: OperationDefinition;
  readonly '~i'?: I;
  readonly '~o'?: O;
}
export interface CommandDefinition {
  readonly plugin: string;
  readonly name: string;
  readonly label: Label;
  readonly permission: string;
  readonly input: Fields;
  readonly output: Fields;
  /** Asked before it runs, whoever runs it. */
  readonly gates?: readonly GateUse[];
  /** Why it needs no gate, though its name says that it reaches somebody. */
  readonly reachesNobody?: string;
  readonly run: (tx: Tx<PluginType>, input: Loose) => Promise<Loose>;
}

export interface QueryDefinition {
  readonly kind: 'query';
  readonly plugin: string;
  readonly name: string;
  readonly label: Label;
  readonly permission: string;
  readonly input: Fields;
  readonly output: z.ZodType;
  readonly cost: number;
  readonly run: (scope: Scope<PluginType>, input: Loose) => Promise<unknown>;
}
export interface ListDefinition {
  readonly kind: 'list';
  readonly plugin: string;
  readonly name: string;
  readonly label: Label;
  readonly permission: string;
  readonly of: Entity;
  readonly input: Fields;
  readonly orderBy: string | null;
  readonly where: (row: Loose, input: Loose, q: Related, actor: PolicyActor<string>) => SQL;
}

export interface DomainEvent<D extends object = Loose, E extends AnyEntity = Loose> {
  readonly kind: 'event';
  readonly name: string;
  readonly definition: EventDefinition | null;
  readonly '~d'?: D;
  readonly '~e'?: E;
}
export interface EventDefinition {
  readonly plugin: string;
  readonly name: string;
  readonly label: Label;
  readonly subject: Entity;
  readonly data: Fields;
  readonly version: number;
  /** Per key of `data`; default INTERNAL. CONFIDENTIAL or personal *values* do not belong in an event: name the field, not its value. */
  readonly classification: Readonly<Record<string, Classification>>;
  /** Whose personal data a key holds: the key that names that person's record, or `subject`. */
  readonly personal: Readonly<Record<string, string>>;
}
export interface Occurrence<D, E extends AnyEntity> {
  readonly id: string;
  readonly at: Instant;
  readonly subject: IdOf<E>;
  readonly data: D;
}

export interface RefusalToken<A = Loose> {
  /** `path` says where in the input (`channels.0.value`); `details`, instead of the arguments, what the caller gets as structure. */
  (args: A, path?: string, details?: unknown): GuanxiError;
  readonly kind: 'refusal';
  readonly plugin: string;
  readonly code: string;
  readonly text: Label;
}
/** The `{names}` of a refusal's text. */
export type ArgumentsOf<S extends string> = S extends `${string}{${infer K}}${infer R}`
  ? { readonly [X in K]: string | number | Label } & ArgumentsOf<R>
  : {};

export function makeRefusal(plugin: string, code: string, text: Label): RefusalToken {
  const make = (args: Readonly<Record<string, string | number | Label>>, path?: string, details?: unknown): GuanxiError =>
    new GuanxiError({ code, en: text.en, zh: text.zh }, args, { path: path?.split('.') ?? [], details });
  return Object.assign(make, { kind: 'refusal' as const, plugin, code, text });
}

export type HookPart =
  | {
      readonly kind: 'before';
      readonly plugin: string;
      readonly command: Command;
      readonly run: (tx: Tx, input: Loose) => Promise<object | void>;
    }
  | {
      readonly kind: 'guard';
      readonly plugin: string;
      readonly entity: Entity;
      readonly run: (tx: Tx, changes: readonly Change<Loose>[]) => Promise<void>;
    }
  | {
      readonly kind: 'during';
      readonly plugin: string;
      readonly event: DomainEvent;
      readonly run: (tx: Tx, all: readonly Occurrence<Loose, Loose>[]) => Promise<void>;
    }
  | {
      readonly kind: 'after';
      readonly plugin: string;
      readonly event: DomainEvent;
      /** Asked about each occurrence; where one refuses, the hook is passed over. */
      readonly gates?: readonly GateUse[];
      readonly run: (scope: AfterScope, occurrence: Occurrence<Loose, Loose>) => Promise<void>;
    }
  | {
      readonly kind: 'extend';
      readonly plugin: string;
      readonly command: Command;
      readonly input: Fields;
      readonly run: (tx: Tx, own: Loose, input: Loose, result: Loose) => Promise<void>;
    };

/** Work at times of its own, for each tenant that uses the plugin. */
export interface JobDefinition {
  readonly kind: 'job';
  readonly plugin: string;
  readonly name: string;
  readonly label: Label;
  /** Five or six fields, as croner reads them. */
  readonly cron: string;
  /** Whose clock the fields are read by: the tenant's zone, or an IANA name. */
  readonly zone: 'tenant' | (string & {});
  /** Of runs that were missed while nothing worked: the last one (default), none, or each. */
  readonly missed: 'last' | 'none' | 'all';
  readonly run: (tx: Tx<PluginType>, at: Instant) => Promise<void>;
}

/** Long work over many items, in batches of a transaction each. Started by a command of its name. */
export interface OperationDefinition {
  readonly plugin: string;
  readonly name: string;
  readonly label: Label;
  readonly permission: string;
  readonly input: Fields;
  readonly gates?: readonly GateUse[];
  readonly reachesNobody?: string;
  /** Items a batch. */
  readonly batch: number;
  readonly items: (scope: Scope<PluginType>, input: Loose) => AsyncIterable<unknown>;
  readonly each: (tx: Tx<PluginType>, items: readonly Loose[], input: Loose) => Promise<void>;
}

/** A subscription of a plugin's own, beside those that its events and entities have by themselves. */
export interface SubscriptionDefinition {
  readonly kind: 'subscription';
  readonly plugin: string;
  readonly name: string;
  readonly label: Label;
  readonly permission: string;
  readonly on: readonly DomainEvent[];
  readonly input: Fields;
  /** Which key of the event's data an argument must equal: found by index, before anything is read. */
  readonly route: Readonly<Record<string, string>>;
  readonly match: ((occurrence: Occurrence<Loose, Loose>, input: Loose) => boolean) | null;
}

/** Tokens by name, for packages that may be absent: import the type, name it at run time. */
export const commandRef = <C extends Command>(name: string): C => ({ kind: 'command', name, definition: null }) as Command as C;
export const eventRef = <V extends DomainEvent>(name: string): V => ({ kind: 'event', name, definition: null }) as DomainEvent as V;
