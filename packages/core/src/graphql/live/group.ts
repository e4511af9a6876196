/**
 * Equal subscribers of a live query: the same document and variables, asked for by actors who may see the same. It is run once for all of
 * them, when something that it reads has changed.
 */
import type { StreamAnswer } from '../stream/queue.ts';
import type { Interest } from './interest.ts';
import { createMember, type Member } from './member.ts';
import { type LiveResult, liveResult } from './result.ts';
import type { Touched } from './touched.ts';

/** An answer to the query, and what it depends on. */
export interface Run {
  readonly text: string;
  readonly interest: Interest;
  /** Whether it failed for a reason that may be gone by itself, such as a database that could not be reached. */
  readonly isPassing: boolean;
}

export interface GroupOptions {
  /** The first may throw, and there is no group then. */
  readonly run: (isFirst: boolean) => Promise<Run>;
  readonly debounceMs: number;
  /** Nobody is left. */
  readonly onEmpty: () => void;
}

export interface Group {
  /** Resolves once there is a first result. @throws what the first run threw */
  join(): Promise<AsyncIterableIterator<StreamAnswer>>;
  heard(touched: Touched): void;
  /** It is not known what changed. */
  lost(): void;
}

const firstRetryMs = 1_000;
const lastRetryMs = 60_000;

export function createGroup({ run, debounceMs, onEmpty }: GroupOptions): Group {
  const members = new Set<Member>();
  let result: LiveResult | null = null;
  let interest: Interest | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** Another attempt at what failed, unless a change makes one before. */
  let retry: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  /** Heard while it ran: what the new answer depends on says whether that counts. */
  let meanwhile: Touched[] = [];
  let isInDoubt = false;
  let failures = 0;

  /** Changes are gathered for a while, and no longer than that however many come. */
  function schedule(): void {
    if (members.size > 0) timer ??= setTimeout(begin, debounceMs);
  }
  function begin(): void {
    unschedule();
    start().catch(() => undefined);
  }
  function unschedule(): void {
    for (const planned of [timer, retry]) if (planned) clearTimeout(planned);
    timer = null;
    retry = null;
  }

  function start(): Promise<void> {
    running ??= runOnce().finally(() => {
      running = null;
      const isStale = isInDoubt || meanwhile.some((touched) => interest?.isTouchedBy(touched));
      meanwhile = [];
      isInDoubt = false;
      if (isStale) schedule();
    });
    return running;
  }

  async function runOnce(): Promise<void> {
    const { text, interest: reads, isPassing } = await run(result === null);
    interest = reads;
    failures = isPassing ? failures + 1 : 0;
    if (isPassing && members.size > 0) retry = setTimeout(begin, Math.min(firstRetryMs * 2 ** (failures - 1), lastRetryMs));
    if (text === result?.text) return;
    result = liveResult((result?.revision ?? 0) + 1, text);
    for (const member of [...members]) member.offer();
  }

  function leave(member: Member): void {
    members.delete(member);
    if (members.size > 0) return;
    unschedule();
    onEmpty();
  }

  return {
    async join() {
      const member = createMember(
        () => result,
        () => leave(member),
      );
      members.add(member);
      try {
        if (result === null) await start();
      } catch (error) {
        member.end();
        throw error;
      }
      return member.stream;
    },
    heard(touched) {
      if (running !== null) meanwhile.push(touched);
      else if (interest?.isTouchedBy(touched)) schedule();
    },
    lost() {
      if (running !== null) isInDoubt = true;
      else schedule();
    },
  };
}
