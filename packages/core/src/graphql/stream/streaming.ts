/** What a stream is made from and what becomes of it: a subscription and a live query are the same thing to whoever carries them. */
import type { Feed } from '../../log/index.ts';
import type { Kernel } from '../../write/kernel.ts';
import type { AnswerError } from '../execute/errors.ts';
import type { OperationAnswer } from '../execute/execute.ts';
import type { Reads } from '../execute/reads.ts';
import type { Asking } from '../execute/request.ts';
import type { StreamAnswer } from './queue.ts';

export type StreamKernel = Kernel & { readonly feed: Feed };

/** An operation that is answered more than once, as it was asked for. */
export interface Streaming {
  readonly kernel: StreamKernel;
  readonly asking: Asking;
  readonly reads: Reads;
  /** The same asked now: with the attributes, plugins and clock of this moment. Throws where it can no longer be asked. */
  again(): Promise<{ readonly asking: Asking; readonly reads: Reads }>;
}

export type Subscribed =
  /** Refused, or no stream: the only answer. */
  | { readonly ok: false; readonly answer: OperationAnswer }
  /** `stream` ends by itself, or throws a StreamError. Whoever stops reading it calls its `return`. */
  | {
      readonly ok: true;
      readonly operation: NonNullable<OperationAnswer['operation']>;
      readonly stream: AsyncIterableIterator<StreamAnswer>;
    };

/** How a stream ended that did not end well, as its reader is to be told. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly errors: readonly AnswerError[];

  constructor(errors: readonly AnswerError[], cause: unknown) {
    super(errors[0]?.message, { cause });
    this.errors = errors;
  }
}
