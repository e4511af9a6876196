/** `tx.schedule` and `tx.cancel`: commands for later, written with the transaction that asks for them. */
import { GuanxiError } from '../errors.ts';
import type { Instant } from '../model/scalars.ts';
import { checkInput, inputOf } from './check-input.ts';
import type { Command } from './declarations.ts';
import type { Frame } from './frame.ts';
import { commandOf } from './named.ts';

/** A schedule made, or with `timer` null taken back. */
export interface TimerChange {
  readonly plugin: string;
  readonly key: string;
  readonly timer: {
    readonly command: string;
    readonly input: unknown;
    readonly at: string;
    readonly causation: string | null;
    readonly chain: readonly string[];
  } | null;
}

const MAX_KEY = 200;

/** @throws GuanxiError what is wrong with the input, now and not when it is due; PLUGIN_FAILED for a key or an instant that is none. */
export function scheduled(
  { work: { call }, cause, chain }: Frame,
  plugin: string,
  command: Command,
  input: unknown,
  { at, key }: { readonly at: Instant; readonly key: string },
): TimerChange {
  const bound = commandOf(call.kernel, command);
  const due = new Date(at);
  if (Number.isNaN(due.getTime()) || key.length === 0 || key.length > MAX_KEY || key.startsWith('engine:'))
    throw new GuanxiError('PLUGIN_FAILED', {
      plugin,
      where: `schedule ${command.name}`,
      reason: `a key of 1 to ${MAX_KEY} characters that does not begin with "engine:", and an instant, are needed`,
    });
  checkInput(call, inputOf(bound), input, false);
  // What waits for its time is no endless loop, however often it comes again: it begins a chain of its own.
  const way = due > call.now ? [] : chain;
  return {
    plugin,
    key,
    timer: { command: command.name, input, at: due.toISOString(), causation: cause?.id ?? call.origin?.causation ?? null, chain: way },
  };
}
