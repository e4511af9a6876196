/**
 * Live queries: `query @live` over a connection that can be answered more than once. The first result is what the query would answer; then,
 * whenever the log tells of a change to what its plan reads, it runs again, and what differs is sent.
 */
import { actorFingerprint } from '../../access/actor.ts';
import { stableJson } from '../../write/canonical.ts';
import { answerErrors } from '../execute/errors.ts';
import { type Asking, operationName } from '../execute/request.ts';
import type { StreamAnswer } from '../stream/queue.ts';
import { StreamError, type Streaming, type StreamKernel } from '../stream/streaming.ts';
import { type Live, liveOf } from './directive.ts';
import { createGroup, type Group, type Run } from './group.ts';
import { failedRun, readLive } from './read.ts';
import { touchedBy } from './touched.ts';
import { createTurns } from './turns.ts';

export interface LiveQueries {
  /** Null for an operation that does not ask to be live. */
  subscribe(streaming: Streaming): Promise<AsyncIterableIterator<StreamAnswer> | null>;
  /** Resolves when no query is running. Its streams must have ended. */
  close(): Promise<void>;
}

/** The groups of a tenant, which hear its log. */
interface Watch {
  readonly groups: Set<Group>;
  readonly following: Promise<{ leave(): void }>;
}

/** Queries that run again at the same time. */
const atOnce = 4;

export function createLiveQueries(kernel: StreamKernel): LiveQueries {
  const groups = new Map<string, Group>();
  const watches = new Map<string, Watch>();
  const turns = createTurns(atOnce);
  const underWay = new Set<Promise<void>>();

  function watch(tenant: string): Watch {
    const known = watches.get(tenant);
    if (known) return known;
    const watching = new Set<Group>();
    const following = kernel.feed.follow({
      tenant,
      heard(events) {
        const touched = touchedBy(kernel.model, events);
        for (const group of watching) group.heard(touched);
      },
      lost() {
        for (const group of watching) group.lost();
      },
    });
    const made = { groups: watching, following };
    watches.set(tenant, made);
    return made;
  }

  function unwatch(tenant: string, group: Group): void {
    const watched = watches.get(tenant);
    watched?.groups.delete(group);
    if (!watched || watched.groups.size > 0) return;
    watches.delete(tenant);
    watched.following.then(
      ({ leave }) => leave(),
      () => undefined,
    );
  }

  function open(key: string, streaming: Streaming, { debounceMs }: Live): Group {
    const { tenant } = streaming.asking.actor;
    const watched = watch(tenant);
    const group = createGroup({
      debounceMs,
      run(isFirst) {
        const run = isFirst ? runFirst(streaming, watched) : turns(() => runAgain(streaming));
        const over = run.then(
          () => undefined,
          () => undefined,
        );
        underWay.add(over);
        return run.finally(() => underWay.delete(over));
      },
      onEmpty() {
        groups.delete(key);
        unwatch(tenant, group);
      },
    });
    groups.set(key, group);
    watched.groups.add(group);
    return group;
  }

  return {
    async subscribe(streaming) {
      const live = liveOf(streaming.asking, kernel.limits);
      if (live === null) return null;
      const key = keyOf(streaming.asking);
      return (groups.get(key) ?? open(key, streaming, live)).join();
    },
    async close() {
      await Promise.all(underWay);
    },
  };
}

/** Who asks for the same, may see the same and speaks the same language is in one group. */
const keyOf = ({ prepared, operation, facts, actor, locale }: Asking): string =>
  stableJson([prepared.hash, operationName(operation.node), facts.variables, actorFingerprint(actor), locale]);

/** As any query. What changes after it is heard of. */
async function runFirst(streaming: Streaming, { following }: Watch): Promise<Run> {
  await following;
  return readLive(streaming);
}

/** With the attributes, plugins and clock of this moment. Whatever goes wrong is told, and the query stays live. */
async function runAgain(streaming: Streaming): Promise<Run> {
  try {
    return await readLive(await streaming.again());
  } catch (error) {
    return failedRun(error instanceof StreamError ? error.errors : answerErrors(streaming.asking, error));
  }
}
