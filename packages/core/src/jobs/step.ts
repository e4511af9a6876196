/**
 * Code of a plugin that is no command, in one transaction of the write path: the run of a cron job, a batch of an operation. It is a command
 * that only this call knows: the same hooks, guards, versions and log.
 */
import { GuanxiError } from '../errors.ts';
import { label } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { BoundCommand, Kernel } from '../write/kernel.ts';
import { type CommandCall, type CommandOutcome, runUnlisted } from '../write/run.ts';
import type { Tx } from '../write/tx.ts';

export interface Step {
  readonly plugin: string;
  /** Stands in the change log as the command. */
  readonly name: string;
  readonly run: (tx: Tx<PluginType>) => Promise<void>;
}

export function runStep(kernel: Kernel, { plugin, name, run }: Step, o: Omit<CommandCall, 'wire'>): Promise<CommandOutcome> {
  const definition = { plugin, name, label: label(name, name), permission: 'public', input: {}, output: {}, run };
  const command: BoundCommand = { definition, before: [], extensions: [] };
  return runUnlisted(kernel, command, { priority: 'worker', ...o, wire: false });
}

/** What a command answered; a refusal is thrown, as where commands run commands. */
export function outputOf(outcome: CommandOutcome): Readonly<Record<string, unknown>> {
  if (outcome.ok) return outcome.output;
  const [{ code, message, path, details }] = outcome.errors as [(typeof outcome.errors)[number]];
  throw new GuanxiError({ code, en: message, zh: message }, {}, { path, details });
}
