/**
 * The feed: what a process knows of the log, as it grows. One sequencer and one poller serve all readers of the process, however many
 * subscriptions there are. It runs while somebody follows it or it was started; a commit of this process wakes it, other instances do
 * through the wake-up port, and where that is deaf it looks by itself.
 */
import type { Database } from '../database/port.ts';
import type { Log } from '../read/scope.ts';
import type { LoggedEvent } from './event.ts';
import type { LogHead } from './head.ts';
import { readEvents } from './read-events.ts';
import { createSequencer, type Sequence } from './sequencer.ts';
import type { Wake } from './wake.ts';

export interface FeedOptions {
  readonly database: () => Promise<Database>;
  readonly wake: Wake;
  readonly log: Log;
  /** Milliseconds after which it looks although nobody woke it. Default 1,000. */
  readonly pollMs?: number;
}

export interface Follower {
  readonly tenant: string;
  /** Events of the tenant behind the position at which it joined, in order. Must not wait: what takes time is queued by the follower. */
  heard(events: readonly LoggedEvent[]): void;
  /** The database was restored or promoted: positions that the follower knows mean nothing now. */
  lost(): void;
}

export interface Feed {
  /** A transaction of this process has left something in the inbox. */
  wake(): void;
  /** Keeps it running though nobody follows: for an instance that works off the log, or sequences for others. */
  start(): void;
  /** Joins; `head` is where: everything up to it is read from the log, everything behind it is heard. */
  follow(follower: Follower): Promise<{ readonly head: LogHead; leave(): void }>;
  /** Calls `heard` after each look at the log while it runs, whether there was anything new or not. Must not wait. */
  onTurn(heard: () => void): void;
  /** Sequences what is committed by now, and lets the followers hear it. */
  settle(): Promise<LogHead>;
  close(): Promise<void>;
}

const PAGE = 1_000;

export function createFeed({ database, wake, log, pollMs = 1_000 }: FeedOptions): Feed {
  const followers = new Set<Follower>();
  const sequence: Sequence = createSequencer(database);
  let head: LogHead | null = null;
  let isStarted = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let isListening = false;
  let turning: Promise<LogHead> | null = null;
  let again = false;
  let publishing: Promise<void> | null = null;
  /** Reached, and not yet told to other instances. */
  let untold: number | null = null;
  const looked: (() => void)[] = [];
  /** Followers that came while a page was read, which they have no part in. */
  const joining: (() => void)[] = [];

  const isRunning = (): boolean => !isClosed && (isStarted || followers.size > 0);

  /** One turn at a time; a wake-up during it makes another. */
  function turn(): Promise<LogHead> {
    if (turning !== null) {
      again = true;
      return turning;
    }
    turning = (async () => {
      try {
        for (;;) {
          again = false;
          const sequenced = await sequence();
          if (sequenced.moved) publish(sequenced.head.position);
          await advance(sequenced.head);
          if (!again) return sequenced.head;
        }
      } finally {
        turning = null;
        admit();
        for (const hear of looked) hear();
      }
    })();
    return turning;
  }

  async function advance(next: LogHead): Promise<void> {
    const from = head;
    if (from === null || from.epoch !== next.epoch) {
      head = next;
      if (from !== null) for (const follower of [...followers]) follower.lost();
      return;
    }
    let { position } = from;
    while (position < next.position && followers.size > 0) {
      admit();
      const tenants = [...new Set([...followers].map((f) => f.tenant))];
      const events = await readEvents(await database(), { tenants, after: position, until: next.position, limit: PAGE });
      position = events.length < PAGE ? next.position : (events.at(-1)?.position ?? next.position);
      head = { epoch: next.epoch, position };
      for (const follower of [...followers]) {
        const own = events.filter((e) => e.tenant === follower.tenant);
        if (own.length > 0) follower.heard(own);
      }
    }
    head = next;
  }

  function admit(): void {
    for (const join of joining.splice(0)) join();
  }

  /** Off the write path, and one at a time: a burst of commits is told of once or twice. */
  function publish(position: number): void {
    untold = position;
    publishing ??= (async () => {
      for (; untold !== null; ) {
        const told = untold;
        untold = null;
        await wake.publish(told);
      }
    })()
      .catch((error: unknown) => log.warn('other instances could not be woken', { reason: String(error) }))
      .finally(() => {
        publishing = null;
      });
  }

  function look(): void {
    if (!isRunning()) return;
    if (timer) clearTimeout(timer);
    timer = null;
    turn()
      .catch((error: unknown) => log.warn('the log could not be read; it is tried again', { reason: String(error) }))
      .finally(() => {
        if (!isRunning() || timer) return;
        timer = setTimeout(look, pollMs);
        timer.unref();
      });
  }

  function run(): void {
    if (!isListening) {
      isListening = true;
      wake.listen(look).catch((error: unknown) => {
        isListening = false;
        log.warn('the wake-up of other instances cannot be heard; the log is polled', { reason: String(error) });
      });
    }
    look();
  }

  return {
    wake() {
      if (isRunning()) look();
    },
    start() {
      isStarted = true;
      run();
    },
    async follow(follower) {
      // While nobody follows, what is known of the head may be old; what was committed before is not news.
      const known = isRunning() && head !== null ? head : (await sequence()).head;
      head ??= known;
      const joined = await new Promise<LogHead>((resolve) => {
        const join = (): void => {
          if (followers.size === 0 && !isStarted) head = known;
          followers.add(follower);
          resolve(head ?? known);
        };
        if (turning !== null) joining.push(join);
        else join();
      });
      run();
      return { head: joined, leave: () => void followers.delete(follower) };
    },
    onTurn: (heard) => void looked.push(heard),
    settle: () => turn(),
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await turning?.catch(() => undefined);
      await publishing;
      await wake.close();
    },
  };
}
