/**
 * Whoever listens to something with a principal's rights: as soon as anything that made these may have changed, they are asked for anew. The
 * log tells of what other instances did; what vouched for somebody ends at its own time.
 */
import { type Principal, principalKey } from '../../access/principal.ts';
import { changedRecords, type Feed } from '../../log/index.ts';
import type { ChangedRow, Lost } from '../../write/identities.ts';
import type { Kernel } from '../../write/kernel.ts';
import { type ChangeTables, concerning } from './concern.ts';

interface Watcher {
  readonly principal: Principal;
  readonly key: string;
  readonly rights: string;
  lost(code: Lost): void;
}
interface Watched {
  readonly watchers: Set<Watcher>;
  readonly following: Promise<{ leave(): void }>;
  joined: boolean;
}

export interface Watchers {
  /** Whether what happens in the tenant is heard, so that nothing that is known there grows old unnoticed. */
  hears(tenant: string): boolean;
  watch(p: Principal, rights: string, lost: (code: Lost) => void): () => void;
  changed(tenant: string, rows: readonly ChangedRow[]): void;
  close(): void;
}

interface Asking {
  forget(tenant: string, rows: readonly ChangedRow[] | null): void;
  /** Of the rights that somebody has now; null for nobody. */
  fingerprint(p: Principal): Promise<string | null>;
}

/** Roles that begin and end by themselves, links that are over tonight, and whatever the log did not tell. */
const askEveryMs = 60_000;
const askAgainMs = 1_000;
/** Of different people at once. */
const atOnce = 8;
const longestTimer = 2 ** 31 - 1;

export function createWatchers(
  kernel: Pick<Kernel, 'clock' | 'log' | 'model'> & { readonly feed: Feed },
  tables: ChangeTables,
  asking: Asking,
): Watchers {
  const byTenant = new Map<string, Watched>();
  const doubted = new Set<Watcher>();
  let running = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;

  function tenantOf(tenant: string): Watched {
    const known = byTenant.get(tenant);
    if (known) return known;
    const made: Watched = {
      watchers: new Set(),
      following: kernel.feed.follow({
        tenant,
        heard(events) {
          const rows = events.flatMap(changedRecords).flatMap(({ entity, id }) => {
            const table = kernel.model.entities.get(entity)?.tableName;
            return table !== undefined && tables.all.has(table) ? [{ table, id }] : [];
          });
          if (rows.length > 0) changed(tenant, rows);
        },
        lost() {
          asking.forget(tenant, null);
          doubt(tenant, null);
        },
      }),
      joined: false,
    };
    made.following.then(
      () => {
        made.joined = true;
      },
      (error: unknown) => kernel.log.warn('changes of rights by other instances are not heard of', { reason: String(error) }),
    );
    byTenant.set(tenant, made);
    timer ??= setInterval(() => {
      for (const id of [...byTenant.keys()]) doubt(id, null);
    }, askEveryMs).unref();
    return made;
  }

  function leave(tenant: string, watcher: Watcher): void {
    const watched = byTenant.get(tenant);
    doubted.delete(watcher);
    watched?.watchers.delete(watcher);
    if (!watched || watched.watchers.size > 0) return;
    byTenant.delete(tenant);
    watched.following.then(
      (follower) => follower.leave(),
      () => undefined,
    );
    if (byTenant.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  }

  function changed(tenant: string, rows: readonly ChangedRow[]): void {
    asking.forget(tenant, rows);
    doubt(tenant, rows);
  }

  function doubt(tenant: string, rows: readonly ChangedRow[] | null): void {
    // Which session it is, is not known here: asking costs little, since what did not change is kept.
    for (const watcher of byTenant.get(tenant)?.watchers ?? []) if (concerning(tables, watcher.principal, null, rows)) doubted.add(watcher);
    if (doubted.size > 0) run();
  }

  function run(): void {
    if (running || isClosed) return;
    running = true;
    ask()
      .catch((error: unknown) => kernel.log.error('rights of open streams could not be asked for', { error: String(error) }))
      .finally(() => {
        running = false;
        if (doubted.size > 0) setTimeout(run, askAgainMs).unref();
      });
  }

  /** Equal principals are asked for once. Who cannot be asked for now is asked for again. */
  async function ask(): Promise<void> {
    const failed = new Set<Watcher>();
    while (doubted.size > 0 && !isClosed) {
      const waiting = grouped(doubted);
      doubted.clear();
      const one = async (): Promise<void> => {
        for (let group = waiting.shift(); group; group = waiting.shift()) {
          const [first] = group as [Watcher];
          try {
            const rights = await asking.fingerprint(first.principal);
            for (const watcher of group)
              if (rights !== watcher.rights) watcher.lost(rights === null ? 'UNAUTHENTICATED' : 'RIGHTS_CHANGED');
          } catch {
            for (const watcher of group) failed.add(watcher);
          }
        }
      };
      await Promise.all(Array.from({ length: atOnce }, one));
    }
    for (const watcher of failed) if (byTenant.get(watcher.principal.tenant)?.watchers.has(watcher)) doubted.add(watcher);
  }

  return {
    hears: (tenant) => byTenant.get(tenant)?.joined ?? false,
    watch(principal, rights, lost) {
      const { tenant, expiresAt } = principal;
      let ending: NodeJS.Timeout | null = null;
      const stop = (): void => {
        if (ending) clearTimeout(ending);
        leave(tenant, watcher);
      };
      const watcher: Watcher = {
        principal,
        key: principalKey(principal),
        rights,
        lost(code) {
          stop();
          lost(code);
        },
      };
      const endAt = (left: number): void => {
        ending = setTimeout(
          () => (left > longestTimer ? endAt(left - longestTimer) : watcher.lost('UNAUTHENTICATED')),
          Math.min(left, longestTimer),
        );
        ending.unref();
      };
      tenantOf(tenant).watchers.add(watcher);
      if (expiresAt) endAt(Math.max(0, expiresAt.getTime() - kernel.clock.now().getTime()));
      // What changed between the making of the actor and now was heard by nobody.
      doubted.add(watcher);
      run();
      return stop;
    },
    changed,
    close() {
      isClosed = true;
      doubted.clear();
      if (timer) clearInterval(timer);
    },
  };
}

function grouped(watchers: Iterable<Watcher>): Watcher[][] {
  const groups = new Map<string, Watcher[]>();
  for (const watcher of watchers) {
    const group = groups.get(watcher.key);
    if (group) group.push(watcher);
    else groups.set(watcher.key, [watcher]);
  }
  return [...groups.values()];
}
