/**
 * Equal subscribers: the same document and variables, asked for by actors who may see the same. What happens is read and written for them
 * once, in order, by whatever came while the last was on its way.
 */
import { GuanxiError } from '../../errors.ts';
import type { LoggedEvent } from '../../log/index.ts';
import { type Delivered, deliver, type Now } from './deliver.ts';
import type { Interest } from './interest.ts';
import type { Queue } from './queue.ts';
import type { Streaming } from './streaming.ts';

export interface Member {
  readonly queue: Pick<Queue, 'push' | 'fail'>;
  /** It has everything up to this position. */
  readonly from: number;
}

export interface Group {
  readonly interest: Interest;
  readonly members: Set<Member>;
  /** An event that it wants. */
  heard(event: LoggedEvent): void;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

/** Events read by one statement at most. */
const BATCH = 50;
/** Events that wait for the database, before the subscribers are told to come back with their cursors. */
const MAX_PENDING = 5_000;
const RETRIES = 5;
const passing = new Set(['DATABASE_LOST', 'DATABASE_UNREACHABLE', 'STATEMENT_TIMEOUT', 'LOCK_TIMEOUT']);

export function createGroup(streaming: Streaming, interest: Interest, epoch: string): Group {
  const members = new Set<Member>();
  // What is read at once is given at once: nobody is slow who has not had the time to take it.
  const batch = Math.min(BATCH, streaming.kernel.limits.maxWaitingAnswers);
  let pending: LoggedEvent[] = [];
  let running: Promise<void> | null = null;
  let isGone = false;

  function failAll(error: unknown): void {
    pending = [];
    for (const { queue } of [...members]) queue.fail(error);
  }

  async function work(): Promise<void> {
    while (pending.length > 0 && members.size > 0) {
      const now = await streaming.again();
      const events = pending.splice(0, batch);
      for (const { position, answer, isGone: gone } of await inPortions(now, interest, events, epoch)) {
        const isTold = gone && isGone;
        isGone = gone;
        if (answer === null || isTold) continue;
        for (const { queue, from } of [...members]) if (position > from) queue.push(answer);
      }
    }
    pending = [];
  }

  return {
    interest,
    members,
    heard(event) {
      pending.push(event);
      if (pending.length > MAX_PENDING) return failAll(new GuanxiError('SLOW_CONSUMER', { waiting: pending.length }));
      running ??= work()
        .catch(failAll)
        .finally(() => {
          running = null;
        });
    },
    settled: async () => void (await running),
  };
}

/** Many at once; one by one where that would be more than one request may read. Tried again while the database is away. */
export async function inPortions(
  now: Now,
  interest: Interest,
  events: readonly LoggedEvent[],
  epoch: string,
  attempt = 1,
): Promise<readonly Delivered[]> {
  try {
    return await deliver(now, interest, events, epoch);
  } catch (error) {
    if (!(error instanceof GuanxiError)) throw error;
    if (error.code === 'LIMIT_EXCEEDED' && events.length > 1) {
      const out: Delivered[] = [];
      for (const event of events) out.push(...(await inPortions(now, interest, [event], epoch)));
      return out;
    }
    if (!passing.has(error.code) || attempt > RETRIES) throw error;
    await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt).unref());
    return inPortions(now, interest, events, epoch, attempt + 1);
  }
}
