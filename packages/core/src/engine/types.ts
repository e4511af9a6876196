/** The engine's types: what an embedder passes and gets, typed by the tuple of plugins. */

import type { DatabaseOption } from '../database/index.ts';
import type { WorkerOptions } from '../jobs/index.ts';
import type { Wake } from '../log/index.ts';
import type { Clock, Ids } from '../model/ids.ts';
import type { ApiOf, NeedsOf, PluginType, RequiredKeys, SettingsOf } from '../model/plugin-type.ts';
import type { OutgoingOptions } from '../outgoing/index.ts';
import type { Plugin } from '../plugin/define.ts';
import type { Limits } from '../read/kernel.ts';
import type { ResultsOptions } from '../read/results/results.ts';
import type { Log } from '../read/scope.ts';

// biome-ignore lint/suspicious/noExplicitAny: plugins of whatever type
export type AnyPlugin = Plugin<any>;
export type TypeOf<Q> = Q extends Plugin<infer P> ? P : never;
type Missing<P extends PluginType> = Exclude<P extends unknown ? RequiredKeys<NeedsOf<P>> : never, P['id']>;
/** A needed plugin that is not listed is a type error that says so. */
export type Complete<Ps extends readonly AnyPlugin[]> = [Missing<TypeOf<Ps[number]>>] extends [never]
  ? unknown
  : `plugin "${Missing<TypeOf<Ps[number]>>}" is required but not listed`;

export interface EngineOptions<Ps extends readonly AnyPlugin[]> {
  readonly plugins: Ps;
  /** A Postgres URL, `{ directory }` or `'memory'` for the embedded one, or a database already open. Default `'memory'`. */
  readonly database?: DatabaseOption;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Log;
  readonly limits?: Partial<Limits>;
  /** Keys the fingerprints of page cursors. Give the same to every instance and start, or cursors of one are refused by another; default: random. */
  readonly cursorSecret?: string;
  /**
   * Keeps answers in memory, at most so many bytes of them, and serves them while the tenant's log has nothing newer: each time the log is
   * asked, once for all requests that wait for it; what changes between any two times that it is asked is soon left alone. Rows that somebody
   * writes past the engine are not seen by it. Default 64 MiB; false: none are kept.
   */
  readonly results?: ResultsOptions | false;
  /** Calls to the outside: networks that may be reached although they are not public, and ports. Default: public addresses over https. */
  readonly webhooks?: OutgoingOptions;
  /** How instances wake each other. Default: LISTEN/NOTIFY on Postgres, nothing on the embedded database. */
  readonly wake?: Wake;
  /** Days for which a tenant's events are kept, for cursors to go on behind; `tenants.keepEvents` sets it for one. Default 90. */
  readonly keepEventsDays?: number;
  /**
   * Milliseconds for which code of a plugin may hold up the whole process; then the process is ended with exit code 86, and the plugin is
   * named. Watched from `start()` on. 0: not at all. Default 10,000.
   */
  readonly watchdogMs?: number;
  /** How much the worker does at once, how long its leases are, how often it tries. */
  readonly worker?: Partial<WorkerOptions>;
}

/** Asynchronous whatever the plugin's own are: a call first learns the tenant and its settings. */
type FromOutside<A> = {
  readonly [M in keyof A]: A[M] extends (...args: infer I) => infer O
    ? O extends Promise<unknown>
      ? A[M]
      : (...args: I) => Promise<O>
    : never;
};
/** Apis by plugin id, as one actor may use them. */
export type Apis<P extends PluginType> = { readonly [Q in P as Q['id']]: FromOutside<ApiOf<Q>> };
export type SettingsById<P extends PluginType> = { readonly [Q in P as Q['id']]: SettingsOf<Q> };
