/** The transaction as a plugin's code sees it: reads, buffered writes, events, nested commands. */
import type { AnyEntity, Entity, IdOf, Row } from '../model/entity.ts';
import type { Locale } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { Point } from '../model/points.ts';
import type { Instant } from '../model/scalars.ts';
import type { Reader, Scope } from '../read/scope.ts';
import type { Command, DomainEvent } from './declarations.ts';
import type { Disclosed } from './disclosure/disclose.ts';
import type { Erased } from './erasure/erase.ts';

export interface Runner {
  /** Another command, in the same transaction; a refusal is thrown. */
  run<I, O>(command: Command<I, O>, input: NoInfer<I>): Promise<O>;
}

export interface Tx<P extends PluginType = PluginType> extends Omit<Scope<P>, 'system' | 'contributor'>, Runner {
  /** Buffered; the id is there at once, constraint errors come when the buffer is flushed (any read, lock or `sql` flushes). */
  insert<E extends AnyEntity>(entity: Entity<E>, row: E['insert'] & { readonly id?: IdOf<E> }): Promise<IdOf<E>>;
  insert<E extends AnyEntity>(entity: Entity<E>, rows: readonly (E['insert'] & { readonly id?: IdOf<E> })[]): Promise<readonly IdOf<E>[]>;
  update<E extends AnyEntity>(entity: Entity<E>, id: IdOf<E> | readonly IdOf<E>[], patch: Partial<E['insert']>): Promise<void>;
  remove<E extends AnyEntity>(entity: Entity<E>, id: IdOf<E> | readonly IdOf<E>[]): Promise<void>;
  /** Locks rows as an update does (FOR NO KEY UPDATE), in id order; NOT_FOUND where one is missing. Not subject to row policies: ids come from checked input or from reads. */
  lock<E extends AnyEntity>(entity: Entity<E>, id: IdOf<E>): Promise<Row<E>>;
  lock<E extends AnyEntity>(entity: Entity<E>, ids: readonly IdOf<E>[]): Promise<readonly Row<E>[]>;
  emit<D extends object>(event: DomainEvent<D, AnyEntity>, data: NoInfer<D>): Promise<void>;
  /**
   * Runs a command later, with the plugin's own rights: at `at`, exact to a second. `key` is the plugin's own name for it in this tenant;
   * the same key again replaces what was scheduled. Nothing is scheduled when the transaction fails.
   * @example await tx.schedule(remind, { task }, { at: due, key: `reminder:${task}` })
   */
  schedule<I, O>(command: Command<I, O>, input: NoInfer<I>, o: { readonly at: Instant; readonly key: string }): Promise<void>;
  /** Takes a schedule back; nothing happens where there is none, or where it has run. */
  cancel(key: string): Promise<void>;
  /**
   * Moves every reference from one record to another as the references' merge rules say, over all plugins, and returns what it
   * moved; `undo` gives it back. For merges of an entity (DATA-08).
   */
  mergeReferences<E extends AnyEntity>(
    entity: Entity<E>,
    o: { readonly from: IdOf<E>; readonly to: IdOf<E> },
  ): Promise<readonly MovedReference[]>;
  restoreReferences(moved: readonly MovedReference[]): Promise<void>;
  /** Those of the moved rows that were changed or removed since: what whoever takes the merge back should look at. Ids as the API has them. */
  editedReferences(moved: readonly MovedReference[]): Promise<readonly { readonly entity: string; readonly id: string }[]>;
  /**
   * Overwrites all that is personal data of somebody, over all plugins and through their whole history, and proves it. `ids`: the record of
   * the person and those that were merged into it; `mark` is set in these. Needs the actor's `engine:erase`; no plugin has that of its own.
   */
  erase<E extends AnyEntity>(
    person: Entity<E>,
    ids: readonly IdOf<E>[],
    o?: { readonly dryRun?: boolean; readonly mark?: Partial<E['insert']> },
  ): Promise<Erased>;
  /**
   * A page of everything about a person, over all plugins, for the person: records, their history, events. Needs the actor's
   * `engine:disclose`; each page is audited.
   */
  disclose<E extends AnyEntity>(
    person: Entity<E>,
    ids: readonly IdOf<E>[],
    o: { readonly after?: string | null; readonly locale?: Locale },
  ): Promise<Disclosed>;
  /** Leaves a line in the audit, with the transaction: for what has to be known of and leaves no other trace, or for its reason. */
  audit<E extends AnyEntity>(
    what: string,
    o?: { readonly subject?: { readonly entity: Entity<E>; readonly id: IdOf<E> }; readonly details?: object },
  ): void;
  readonly system: Reader & Runner;
  /** As in a scope; what it runs is asked for by the plugin that made the contribution (`caller`). */
  contributor(point: Point, id: string): Reader & Runner;
  /**
   * The plugin whose code asked for the command that runs, by `tx.run`, a timer or a hook; null where it was somebody outside, a person
   * or a program. It is the engine that says so, never the input.
   */
  readonly caller: string | null;
}

/**
 * What a hook after the commit gets: it reads as the plugin itself, and changes by commands. It is no transaction, so it may wait for the
 * world outside; each command is one of its own and runs once for the event, however often the hook is tried.
 */
export interface AfterScope<P extends PluginType = PluginType> extends Omit<Scope<P>, 'system'>, Runner {
  /** Names this hook and event: an idempotency key for systems outside. */
  readonly key: string;
  /** How often it was tried before. */
  readonly attempt: number;
  /** Aborted when the hook has used up its time. */
  readonly signal: AbortSignal;
}

export interface MovedReference {
  readonly entity: string;
  readonly column: string;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The row's version after the move: an edit since then shows. */
  readonly version: number;
}

/** One record's change as a guard sees it. */
export interface Change<E extends AnyEntity> {
  readonly id: IdOf<E>;
  readonly before: Row<E> | null;
  readonly after: Row<E> | null;
}
