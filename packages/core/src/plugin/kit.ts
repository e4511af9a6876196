/** The kit: everything a plugin is made of, typed by the plugin's own named type. */
import type { SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { GuanxiError } from '../errors.ts';
import type { AnyEntity, Col, Entity, EntityOptions, IdOf } from '../model/entity.ts';
import { type Field, type FieldKit, type FieldSet, fieldKit } from '../model/fields.ts';
import type { Id } from '../model/ids.ts';
import type { Fields, OutputOf } from '../model/input.ts';
import type { Label } from '../model/label.ts';
import type { AnyPermission, NeedsOf, PermissionOf, PluginType } from '../model/plugin-type.ts';
import type { Point } from '../model/points.ts';
import type { Policy, PolicyActor, Related, RestrictionPart, Sql } from '../model/policy.ts';
import type { Classification, Instant } from '../model/scalars.ts';
import type { Scope } from '../read/scope.ts';
import {
  type ArgumentsOf,
  type Command,
  type DomainEvent,
  type HookPart,
  type JobDefinition,
  type ListDefinition,
  makeRefusal,
  type Occurrence,
  type OperationDefinition,
  type QueryDefinition,
  type RefusalToken,
  type SubscriptionDefinition,
} from '../write/declarations.ts';
import type { Gate, GateUse, GateUses } from '../write/gate.ts';
import type { AfterScope, Change, Tx } from '../write/tx.ts';
import { rememberingKit } from './made.ts';
import { operationCommand, reaching } from './operations.ts';

/** What is told with an event; an event that tells nothing but its subject has `data: {}`. */
type Data<D extends Fields, E extends AnyEntity> = (keyof D extends never ? {} : OutputOf<D>) & { readonly subject: IdOf<E> };

/** What a command says that reaches a person: the gates that are asked first, or why none is. */
export interface Reaching<I, Qs extends readonly unknown[]> {
  /** Asked about the input before `run`, in the transaction, whoever runs it and by whatever way. */
  readonly gates?: GateUses<I, Qs>;
  readonly reachesNobody?: string;
}

export interface Kit<P extends PluginType> {
  readonly id: P['id'];
  readonly engine: string;
  readonly needs: Readonly<Record<string, string>>;
  /** Those of `needs` that it works without. */
  readonly optional: readonly string[];
  entity<E extends AnyEntity>(name: NoInfer<E['name']>, o: EntityOptions<NoInfer<E>, PermissionOf<P>>): Entity<E>;
  /** Fields of its own entity, or of another plugin's. */
  fields<E extends AnyEntity, const F extends Record<string, Field>>(
    entity: Entity<E>,
    build: (f: FieldKit<E, AnyPermission<P>>) => F,
  ): FieldSet<E, F>;
  /** Narrows who sees rows of any entity; it never widens. */
  restrict<E extends AnyEntity>(entity: Entity<E>, policy: Policy<E, PermissionOf<P>>): RestrictionPart;
  point<V>(id: `${P['id']}.${string}`, o: { readonly label: Label }): Point<V>;
  command<I extends Fields, O extends Fields = {}, const Qs extends readonly unknown[] = []>(
    name: string,
    o: Reaching<OutputOf<I>, Qs> & {
      readonly label: Label;
      readonly permission: AnyPermission<P> | 'public';
      readonly input: I;
      readonly output?: O;
      run(tx: Tx<P>, input: OutputOf<I>): Promise<keyof O extends never ? void : OutputOf<O>>;
    },
  ): Command<OutputOf<I>, OutputOf<O>>;
  /** A structure that is no list of records; entities in it are returned as ids (`t.ref`). `cost` is counted like rows. */
  query<I extends Fields, O extends z.ZodType>(
    name: string,
    o: {
      readonly label: Label;
      readonly permission: AnyPermission<P> | 'public';
      readonly input: I;
      readonly output: O;
      readonly cost?: number;
      run(scope: Scope<P>, input: OutputOf<I>): Promise<z.output<O>>;
    },
  ): QueryDefinition;
  /**
   * A named list: a predicate over an entity, one statement, a connection on the API.
   * @example p.list('myTasks', { …, where: (task, _, __, actor) => sql`${task.ownerId} = ${actor.staffId}` })
   */
  list<E extends AnyEntity, I extends Fields>(
    name: string,
    o: {
      readonly label: Label;
      readonly permission: AnyPermission<P> | 'public';
      readonly of: Entity<E>;
      readonly input: I;
      readonly orderBy?: Col<E>;
      where(
        row: Sql<E>,
        input: { readonly [K in keyof OutputOf<I>]: SQL<OutputOf<I>[K]> },
        q: Related,
        actor: PolicyActor<AnyPermission<P>>,
      ): SQL;
    },
  ): ListDefinition;
  event<E extends AnyEntity, D extends Fields>(
    name: `${P['id']}.${string}`,
    o: {
      readonly label: Label;
      readonly subject: Entity<E>;
      readonly data: D;
      readonly version?: number;
      readonly classification?: { readonly [K in keyof D]?: Classification };
      readonly personal?: { readonly [K in keyof D]?: (keyof D & string) | 'subject' };
    },
  ): DomainEvent<Data<D, E>, E>;
  /**
   * A question that commands of any plugin ask before they run. It is answered with the rights of `scope`, and must not write.
   * @example gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: 'EMAIL', purpose: 'MARKETING' }) }]
   */
  gate<Q>(
    name: string,
    o: { readonly label: Label; ask(scope: Scope<P>, questions: readonly Q[]): Promise<readonly (GuanxiError | null)[]> },
  ): Gate<Q>;
  refusal<const En extends string>(code: string, text: { readonly en: En; readonly zh: string }): RefusalToken<ArgumentsOf<En>>;
  /** May refuse another's command or amend its input; what it amends is validated and checked again. */
  before<I, O>(command: Command<I, O>, run: (tx: Tx<P>, input: I) => Promise<Partial<I> | void>): HookPart;
  /** Sees every change of an entity's records, whichever command made it, all at once; throws to refuse. */
  guard<E extends AnyEntity>(entity: Entity<E>, run: (tx: Tx<P>, changes: readonly Change<E>[]) => Promise<void>): HookPart;
  /** In the same transaction, with all occurrences of it at once. */
  during<D extends object, E extends AnyEntity>(
    event: DomainEvent<D, E>,
    run: (tx: Tx<P>, all: readonly Occurrence<D, E>[]) => Promise<void>,
  ): HookPart;
  /**
   * After the commit: at least once, in order for each subject, tried again with growing pauses, put aside when it keeps failing. What it
   * does in the engine are commands, which run once for the event; for what it does outside there is `scope.key`.
   * One that reaches a person names its gates: an occurrence that they refuse is passed over, with a line in the audit.
   * @example p.after(StageChanged, async (scope, e) => mailer.send({ key: scope.key, … }))
   */
  after<D extends object, E extends AnyEntity, const Qs extends readonly unknown[] = []>(
    event: DomainEvent<D, E>,
    run: (scope: AfterScope<P>, occurrence: Occurrence<D, E>) => Promise<void>,
    o?: Pick<Reaching<Occurrence<D, E>, Qs>, 'gates'>,
  ): HookPart;
  /**
   * At times of its own, once for each tenant that uses the plugin, whatever the number of instances; `run` is a transaction with the
   * plugin's own rights.
   * @example p.job('expirePoints', { label, cron: '0 3 1 * *', zone: 'tenant', run: async (tx, at) => { … } })
   */
  job(
    name: string,
    o: {
      readonly label: Label;
      readonly cron: string;
      readonly zone: 'tenant' | 'UTC' | (string & {});
      readonly missed?: 'last' | 'none' | 'all';
      run(tx: Tx<P>, at: Instant): Promise<void>;
    },
  ): JobDefinition;
  /**
   * Long work: a command of this name makes an Operation, which lists its items and then does them in batches, each a transaction. It can
   * be watched, cancelled, and goes on where it stopped.
   */
  operation<I extends Fields, Item, const Qs extends readonly unknown[] = []>(
    name: string,
    o: Reaching<OutputOf<I>, Qs> & {
      readonly label: Label;
      readonly permission: AnyPermission<P>;
      readonly input: I;
      readonly batch?: number;
      items(scope: Scope<P>, input: OutputOf<I>): AsyncIterable<Item>;
      each(tx: Tx<P>, items: readonly Item[], input: OutputOf<I>): Promise<void>;
    },
  ): Command<OutputOf<I>, { readonly operation: Id<'Operation'> }>;
  /** A subscription besides those that events and entities have by themselves. `route` is looked up, `match` is asked then; it is pure. */
  subscription<D extends object, E extends AnyEntity, I extends Fields>(
    name: string,
    o: {
      readonly label: Label;
      readonly permission: AnyPermission<P>;
      readonly on: DomainEvent<D, E> | readonly DomainEvent<D, E>[];
      readonly input: I;
      readonly route?: { readonly [K in keyof OutputOf<I>]?: keyof D & string };
      match?(occurrence: Occurrence<D, E>, input: OutputOf<I>): boolean;
    },
  ): SubscriptionDefinition;
  /** Adds `input.<plugin> { … }` to another's command, in imports too. */
  extend<I, O, F extends Fields>(
    command: Command<I, O>,
    o: { readonly input: F; run(tx: Tx<P>, own: Partial<OutputOf<F>>, input: I, result: O): Promise<void> },
  ): HookPart;
}

/** The range of a need that may be absent; said at run time too, since types are gone by then. */
export interface OptionalNeed {
  readonly optional: string;
}
type Ranges<N> = { readonly [K in keyof N]-?: {} extends Pick<N, K> ? OptionalNeed : string };
type KitOptions<P extends PluginType> = { readonly engine: string } & (keyof NeedsOf<P> extends never
  ? {}
  : { readonly needs: Ranges<NeedsOf<P>> });

/**
 * A kit bound to a plugin's type. `engine` and `needs` are semver ranges.
 * @example export const p = pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: '^0.1.0', calendar: { optional: '^0.1.0' } } })
 */
export function pluginKit<P extends PluginType>(id: P['id'], o: KitOptions<P>): Kit<P> {
  const plugin: string = id;
  const needs = Object.entries((o as { needs?: Record<string, string | OptionalNeed> }).needs ?? {});
  const about = {
    id,
    engine: o.engine,
    needs: Object.fromEntries(needs.map(([need, range]) => [need, typeof range === 'string' ? range : range.optional])),
    optional: needs.filter(([, range]) => typeof range !== 'string').map(([need]) => need),
  };
  const makers = {
    entity: (name: string, options: EntityOptions<AnyEntity, string>): Entity => ({
      kind: 'entity',
      name,
      table: options.table,
      options,
      plugin,
    }),
    fields: (entity: Entity, build: (f: typeof fieldKit) => Record<string, Field>): FieldSet => ({
      kind: 'fields',
      plugin,
      entity,
      build: () => build(fieldKit),
    }),
    restrict: (entity: Entity, policy: RestrictionPart['policy']): RestrictionPart => ({ kind: 'restriction', plugin, entity, policy }),
    point: (pointId: string, { label }: { label: Label }): Point => ({ kind: 'point', id: pointId, label, plugin }),
    command: (name: string, c: Omit<NonNullable<Command['definition']>, 'plugin' | 'name'> & { output?: Fields }): Command => ({
      kind: 'command',
      name,
      definition: {
        plugin,
        name,
        label: c.label,
        permission: c.permission,
        input: c.input,
        output: c.output ?? {},
        run: c.run,
        ...reaching(c),
      },
    }),
    query: (name: string, q: Omit<QueryDefinition, 'kind' | 'plugin' | 'name'>): QueryDefinition => ({
      ...q,
      kind: 'query',
      plugin,
      name,
      cost: q.cost ?? 1,
    }),
    list: (name: string, l: Omit<ListDefinition, 'kind' | 'plugin' | 'name'>): ListDefinition => ({
      ...l,
      kind: 'list',
      plugin,
      name,
      orderBy: l.orderBy ?? null,
    }),
    event: (name: string, e: Omit<NonNullable<DomainEvent['definition']>, 'plugin' | 'name'>): DomainEvent => ({
      kind: 'event',
      name,
      definition: {
        plugin,
        name,
        label: e.label,
        subject: e.subject,
        data: e.data,
        version: e.version ?? 1,
        classification: e.classification ?? {},
        personal: e.personal ?? {},
      },
    }),
    gate: (name: string, g: Pick<Gate, 'label' | 'ask'>): Gate => ({ ...g, kind: 'gate', plugin, name: `${plugin}.${name}` }),
    refusal: (code: string, text: Label): RefusalToken => makeRefusal(plugin, code, text),
    before: (command: Command, run: HookPart['run']): HookPart => ({ kind: 'before', plugin, command, run }) as HookPart,
    guard: (entity: Entity, run: HookPart['run']): HookPart => ({ kind: 'guard', plugin, entity, run }) as HookPart,
    during: (event: DomainEvent, run: HookPart['run']): HookPart => ({ kind: 'during', plugin, event, run }) as HookPart,
    after: (event: DomainEvent, run: HookPart['run'], a: { gates?: readonly GateUse[] } = {}): HookPart =>
      ({ kind: 'after', plugin, event, run, ...a }) as HookPart,
    job: (name: string, j: Partial<JobDefinition>): JobDefinition => ({ missed: 'last', ...j, kind: 'job', plugin, name }) as JobDefinition,
    operation: (name: string, o: Omit<OperationDefinition, 'plugin' | 'name' | 'batch'> & { batch?: number }): Command =>
      operationCommand({ batch: 200, ...o, plugin, name }),
    subscription: (name: string, s: Partial<SubscriptionDefinition> & { on: DomainEvent | readonly DomainEvent[] }) =>
      ({ route: {}, match: null, ...s, kind: 'subscription', plugin, name, on: [s.on].flat() }) as SubscriptionDefinition,
    extend: (command: Command, e: { input: Fields; run: HookPart['run'] }): HookPart =>
      ({ kind: 'extend', plugin, command, input: e.input, run: e.run }) as HookPart,
  };
  return rememberingKit(about, makers) as unknown as Kit<P>;
}
