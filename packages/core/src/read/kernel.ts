/** The engine as the rooms see it: what reading needs. `write/kernel.ts` adds what changing needs. */
import { createHmac } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import type { Database } from '../database/port.ts';
import type { TenantChoices } from '../model/choices.ts';
import type { Clock, Ids } from '../model/ids.ts';
import type { Locale } from '../model/label.ts';
import type { Model } from '../model/model.ts';
import type { Results } from './results/results.ts';
import type { Via } from './run.ts';
import type { Log } from './scope.ts';

export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** IANA. */
  readonly zone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly locale: Locale;
}

/** What one actor may ask for in a minute, of one process. */
export interface RateLimits {
  /** Of all operations, counted as `maxCost` is. */
  readonly costPerMinute: number;
  /** Run by mutations. */
  readonly commandsPerMinute: number;
  /** Subscriptions and live queries begun. */
  readonly streamsPerMinute: number;
}

/** Settings of the engine that bound what one request may ask. */
export interface Limits {
  /** Records a page when `first`/`last` is absent, and at most. */
  readonly pageSize: number;
  readonly maxPageSize: number;
  /** `totalCount` is exact up to here. */
  readonly maxCount: number;
  /** Bytes of one answer. */
  readonly maxAnswerBytes: number;
  /**
   * Of one operation, before it runs: records that it may touch by its page sizes, all root fields, replies and payloads together; how deep
   * its records are nested; how many fields it selects, fragments opened; how many of them at the root.
   */
  readonly maxCost: number;
  readonly maxDepth: number;
  readonly maxFields: number;
  readonly maxRootFields: number;
  /** Of one document: its tokens, how deep its brackets are nested (variables too), its aliases, its directives. */
  readonly maxTokens: number;
  readonly maxNesting: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** Of one request's variables: the characters of their texts and keys, and 8 for each value. */
  readonly maxVariablesSize: number;
  /** Elements of one list in an input (`in`, `ids`). */
  readonly maxListLength: number;
  /** Null: as much as they like. */
  readonly rate: RateLimits | null;
  /** Answers of a subscription that may wait for a subscriber who is slow; one more ends it with SLOW_CONSUMER. */
  readonly maxWaitingAnswers: number;
  /** Milliseconds for which a live query gathers changes before it runs again, and what `@live(debounce:)` may ask for. */
  readonly liveDebounceMs: number;
  readonly minLiveDebounceMs: number;
  readonly maxLiveDebounceMs: number;
}
export const defaultLimits: Limits = {
  pageSize: 20,
  maxPageSize: 500,
  maxCount: 10_000,
  maxAnswerBytes: 8 * 1024 * 1024,
  maxCost: 250_000,
  maxDepth: 15,
  maxFields: 10_000,
  maxRootFields: 50,
  maxTokens: 20_000,
  maxNesting: 100,
  maxAliases: 100,
  maxDirectives: 100,
  maxVariablesSize: 1024 * 1024,
  maxListLength: 1_000,
  rate: { costPerMinute: 60_000_000, commandsPerMinute: 60_000, streamsPerMinute: 12_000 },
  maxWaitingAnswers: 500,
  liveDebounceMs: 100,
  minLiveDebounceMs: 20,
  maxLiveDebounceMs: 60_000,
};

export interface ReadKernel {
  /** A plugin's `api` for an actor, reading by way of `via`. */
  api(plugin: string, actor: Actor, via?: Via): Promise<object>;
  readonly model: Model;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly limits: Limits;
  /** A keyed hash, with a key of this installation: what is in a cursor cannot be made up or moved to another list. */
  fingerprint(text: string): string;
  database(): Promise<Database>;
  /** Answers that are kept while nothing newer exists; absent: none are. */
  readonly results?: Results;
  /** NOT_FOUND for an unknown one. Cached. */
  tenant(id: string): Promise<Tenant>;
  /** What the tenant has decided about its model, cached; `changed` forgets it. */
  choices(tenant: string): Promise<TenantChoices>;
  choicesChanged(tenant: string): void;
}

/** The kernel's `fingerprint` over a secret. */
export const fingerprintWith =
  (secret: string): ReadKernel['fingerprint'] =>
  (text) =>
    createHmac('sha256', secret).update(text).digest('base64url').slice(0, 16);
