/** The log behind a cursor, page by page, until nothing is left between it and what is heard live. */
import { floorOf, readEvents, requireKept } from '../../log/index.ts';
import type { Channel } from './channel.ts';
import { inPortions } from './group.ts';
import { type Interest, typesOf } from './interest.ts';
import type { StreamAnswer } from './queue.ts';
import type { Page } from './resumed.ts';
import type { Streaming, StreamKernel } from './streaming.ts';

/** Events of the log read at once. */
const PAGE = 200;

export interface Beginning {
  readonly kernel: StreamKernel;
  readonly streaming: Streaming;
  readonly interest: Interest;
  readonly channel: Channel;
  /** Everything up to here its reader has. */
  readonly begin: number;
  /** Joins the live ones, who hear what is behind a position. */
  readonly join: (from: number) => void;
  /** It has ended, and its queue says how: the log is not the one it was, or its reader has left. */
  readonly isOver: () => boolean;
}

export function pagesOf({ kernel, streaming, interest, channel, begin, join, isOver }: Beginning): () => Promise<Page> {
  const { tenant } = streaming.asking.actor;
  let at = begin;
  let wasGone = false;

  async function answersTo(until: number): Promise<readonly StreamAnswer[]> {
    const database = await kernel.database();
    const found = await readEvents(database, {
      tenants: [tenant],
      after: at,
      until,
      types: typesOf(interest),
      ...(interest.subject !== null && { subject: interest.subject }),
      limit: PAGE,
    });
    // What retention has removed meanwhile would be a gap.
    requireKept(at, await floorOf(database, tenant));
    at = found.length < PAGE ? until : (found.at(-1)?.position ?? until);
    const wanted = found.filter((event) => interest.wants(event));
    if (wanted.length === 0) return [];
    const answers: StreamAnswer[] = [];
    for (const { answer, isGone } of await inPortions(await streaming.again(), interest, wanted, channel.epoch)) {
      if (answer !== null && !(isGone && wasGone)) answers.push(answer);
      wasGone = isGone;
    }
    return answers;
  }

  return async () => {
    if (at < channel.position && !isOver()) return { answers: await answersTo(channel.position), isAtHead: false };
    join(at);
    return { answers: [], isAtHead: true };
  };
}
