/** A tenant's log as its subscribers hear it: one follower of the feed for all of them, and an index from records to who follows them. */
import { GuanxiError } from '../../errors.ts';
import type { Feed, LoggedEvent } from '../../log/index.ts';
import type { Group } from './group.ts';
import { keysOf, typesOf } from './interest.ts';

export interface Listener {
  fail(error: unknown): void;
}

export interface Channel {
  readonly epoch: string;
  /** Everything up to here was heard: what comes is behind it. */
  readonly position: number;
  /** Told when the log is not the one it was. */
  readonly listeners: Set<Listener>;
  group(key: string, make: () => Group): Group;
  remove(key: string, group: Group): void;
  settled(): Promise<void>;
  leave(): void;
}

export async function openChannel(feed: Feed, tenant: string, onLost: () => void): Promise<Channel> {
  const groups = new Map<string, Group>();
  const byKey = new Map<string, Set<Group>>();
  const byType = new Map<string, Set<Group>>();
  const listeners = new Set<Listener>();
  let position = 0;

  const places = ({ interest }: Group): readonly (readonly [Map<string, Set<Group>>, string])[] =>
    interest.key === null ? typesOf(interest).map((type) => [byType, type]) : [[byKey, interest.key]];

  function wanting(event: LoggedEvent): Set<Group> {
    const found = new Set(byType.get(event.type));
    if (byKey.size > 0) for (const key of keysOf(event)) for (const group of byKey.get(key) ?? []) found.add(group);
    return found;
  }

  const { head, leave } = await feed.follow({
    tenant,
    heard(events) {
      for (const event of events) {
        position = event.position;
        for (const group of wanting(event)) if (group.interest.wants(event)) group.heard(event);
      }
    },
    lost() {
      onLost();
      for (const listener of [...listeners])
        listener.fail(new GuanxiError('RESYNC', { reason: 'the database was restored or promoted since' }));
    },
  });
  position = Math.max(position, head.position);

  return {
    epoch: head.epoch,
    get position() {
      return position;
    },
    listeners,
    group(key, make) {
      const known = groups.get(key);
      if (known) return known;
      const group = make();
      groups.set(key, group);
      for (const [index, at] of places(group)) index.set(at, (index.get(at) ?? new Set()).add(group));
      return group;
    },
    remove(key, group) {
      if (groups.get(key) !== group) return;
      groups.delete(key);
      for (const [index, at] of places(group)) {
        const there = index.get(at);
        there?.delete(group);
        if (there?.size === 0) index.delete(at);
      }
    },
    settled: async () => void (await Promise.all([...groups.values()].map((group) => group.settled()))),
    leave,
  };
}
