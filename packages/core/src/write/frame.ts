/** From where in a transaction code runs: with which rights, in whose hook, how deep. */
import type { Access } from '../access/rights.ts';
import { GuanxiError } from '../errors.ts';
import type { Emitted } from './inbox.ts';
import type { BoundCommand } from './kernel.ts';
import type { Work } from './work.ts';

export interface Frame {
  readonly work: Work;
  readonly access: Access;
  /** The event whose hook is running; null at the root. */
  readonly cause: Emitted | null;
  /** The plugin whose code asked for the command that runs; null: somebody outside, a person or a program. */
  readonly caller: string | null;
  /** Commands and hooks on the way here, outermost first. */
  readonly chain: readonly string[];
  /** Runs another command in the transaction; carried along, since commands are given transactions and transactions run commands. */
  readonly run: (frame: Frame, command: BoundCommand, input: unknown) => Promise<unknown>;
}

const MAX_CHAIN = 32;

/** One step deeper. @throws HOOK_LOOP with the whole chain when it never ends. */
export function deeper(frame: Frame, step: string): Frame {
  const chain = [...frame.chain, step];
  if (chain.length > MAX_CHAIN) throw new GuanxiError('HOOK_LOOP', { chain: chain.join(' → ') });
  return { ...frame, chain };
}
