/**
 * Actors made of principals, and kept while nothing that they were made of has changed: what this process changes is known at once, what
 * others change is told by the log to those who listen, and nothing is kept for longer than a few seconds.
 */
import { type Actor, actorFingerprint } from '../../access/actor.ts';
import { readApiKey } from '../../access/api-key.ts';
import { type Principal, principalKey, type SeenFrom, type ServicePrincipal } from '../../access/principal.ts';
import type { Feed } from '../../log/index.ts';
import { label } from '../../model/label.ts';
import type { About, ChangedRow, Identities as Watching } from '../../write/identities.ts';
import type { Kernel } from '../../write/kernel.ts';
import { changeTable, concerning } from './concern.ts';
import { keyHolder } from './keys.ts';
import { type Resolved, resolve } from './resolve.ts';
import { keyUsed, sessionSeen } from './rows.ts';
import { createWatchers } from './watchers.ts';

export interface Identities extends Watching {
  /** Null: nobody who may act. */
  actorOf(p: Principal, seen?: SeenFrom): Promise<Actor | null>;
  /** Whose an API key is; null for text that is none, or of no key that there is. */
  holderOf(apiKey: string): Promise<ServicePrincipal | null>;
  close(): Promise<void>;
}

interface Entry {
  readonly principal: Principal;
  readonly loadedAt: number;
  readonly resolving: Promise<Resolved | null>;
  resolved: Resolved | null;
}

const MAX_ENTRIES = 10_000;
const maxAgeMs = 5_000;
/** Where the log is listened to. */
const maxAgeHeardMs = 60_000;
const noteEveryMs = 60_000;

type Core = Pick<Kernel, 'model' | 'registry' | 'clock' | 'log' | 'database'> & { readonly feed: Feed };

/** @param kernel The whole, once there is one. */
export function createIdentities(core: Core, kernel: () => Kernel): Identities {
  const entries = new Map<string, Entry>();
  const holders = new Map<string, ServicePrincipal>();
  /** Written down beside the requests; `close` waits for it. */
  const noting = new Set<Promise<void>>();
  const tables = changeTable(core);
  const watchers = createWatchers(core, tables, {
    forget,
    fingerprint: async (p) => {
      const found = await resolved(p, {});
      return found && rightsOnly(found.actor);
    },
  });

  function forget(tenant: string, rows: readonly ChangedRow[] | null): void {
    for (const [key, entry] of entries)
      if (entry.principal.tenant === tenant && concerning(tables, entry.principal, entry.resolved?.session ?? null, rows))
        entries.delete(key);
  }

  /** As it is kept, or anew. */
  async function resolved(p: Principal, seen: SeenFrom): Promise<Resolved | null> {
    const now = core.clock.now().getTime();
    if (p.expiresAt && p.expiresAt.getTime() <= now) return null;
    const key = principalKey(p);
    const known = entries.get(key);
    if (known && isFresh(known, now)) return known.resolving;
    return load(key, p, seen, now).resolving;
  }

  function isFresh({ principal, loadedAt, resolved: found }: Entry, now: number): boolean {
    const until = found?.until ?? null;
    return Math.abs(now - loadedAt) < (watchers.hears(principal.tenant) ? maxAgeHeardMs : maxAgeMs) && (until === null || now < until);
  }

  function load(key: string, p: Principal, seen: SeenFrom, now: number): Entry {
    const entry: Entry = { principal: p, loadedAt: now, resolving: resolve(kernel(), p, seen), resolved: null };
    entries.delete(key);
    const [oldest] = entries.keys();
    if (entries.size >= MAX_ENTRIES && oldest !== undefined) entries.delete(oldest);
    entries.set(key, entry);
    entry.resolving.then(
      (found) => {
        entry.resolved = found;
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key);
      },
    );
    return entry;
  }

  /** At most once a minute, and nobody waits for it. */
  function note(p: Principal, found: Resolved, seen: SeenFrom): void {
    const now = core.clock.now();
    if (found.seenAt === null || now.getTime() - found.seenAt < noteEveryMs) return;
    found.seenAt = now.getTime();
    const written = (async () => {
      const database = await core.database();
      if (found.session !== null) await sessionSeen(database, p.tenant, { id: found.session, now, expiresAt: p.expiresAt, seen });
      else if (p.kind === 'service' && p.key) await keyUsed(database, p.tenant, p.key.id, now);
    })()
      .catch((error: unknown) => core.log.warn('the last use of a session or key could not be noted', { reason: String(error) }))
      .finally(() => noting.delete(written));
    noting.add(written);
  }

  const identities: Identities = {
    async actorOf(p, seen = {}) {
      const found = await resolved(p, seen);
      if (found === null) return null;
      note(p, found, seen);
      const said = { ...(p.locale && { locale: p.locale }), ...(p.purpose !== undefined && { purpose: p.purpose }) };
      return { ...found.actor, ...said, principal: p };
    },
    async holderOf(apiKey) {
      const given = readApiKey(apiKey);
      if (given === null) return null;
      const at = `${given.tenant} ${given.prefix} ${given.digest}`;
      const known = holders.get(at);
      if (known) return known;
      const holder = await keyHolder(await core.database(), given);
      if (holder === null) return null;
      const [oldest] = holders.keys();
      if (holders.size >= MAX_ENTRIES && oldest !== undefined) holders.delete(oldest);
      holders.set(at, holder);
      return holder;
    },
    concerns: (table) => tables.all.has(table),
    changed: (tenant, rows) => watchers.changed(tenant, rows),
    watch: (actor, lost) => (actor.principal ? watchers.watch(actor.principal, rightsOnly(actor), lost) : () => undefined),
    async about({ principal }): Promise<About> {
      const found = principal ? await resolved(principal, {}) : null;
      return {
        roles: (found?.roles ?? []).map(({ key, en, zh }) => ({ key, label: label(en, zh) })),
        session: found?.session ?? null,
      };
    },
    async close() {
      watchers.close();
      await Promise.all(noting);
    },
  };
  return identities;
}

/** The language and the purpose of a request are no rights. */
const rightsOnly = ({ locale: _, purpose: __, ...actor }: Actor): string => actorFingerprint(actor as Actor);
