/**
 * Code of plugins in one transaction of the write path, without a command of theirs: seeds, demo data, and what tests put in place. It is a
 * command that only this call knows: the same checks, hooks, versions and log.
 */
import type { Actor } from '../access/actor.ts';
import { GuanxiError } from '../errors.ts';
import { label } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import { type BoundCommand, type Kernel, runUnlisted } from '../write/index.ts';
import type { Tx } from '../write/tx.ts';

export interface Step {
  /** Whose code it is: its `tx` has that plugin's settings, options and `system`. */
  readonly plugin: string;
  readonly run: (tx: Tx<PluginType>) => Promise<void>;
}

/** Runs the steps in order; a refusal of any is thrown and nothing is kept. `name` stands in the change log. */
export async function transact(kernel: Kernel, actor: Actor, name: string, steps: readonly Step[]): Promise<void> {
  const [first, ...others] = steps;
  if (!first) return;
  const definition = { plugin: first.plugin, name, label: label(name, name), permission: 'public', input: {}, output: {}, run: first.run };
  const command: BoundCommand = {
    definition,
    before: [],
    extensions: others.map(({ plugin, run }) => ({
      kind: 'extend',
      plugin,
      command: { kind: 'command', name, definition },
      input: {},
      run: (tx) => run(tx),
    })),
  };
  const outcome = await runUnlisted(kernel, command, { actor, wire: false, priority: 'worker' });
  if (outcome.ok) return;
  const [{ code, message, path, details }] = outcome.errors as [(typeof outcome.errors)[number]];
  throw new GuanxiError({ code, en: message, zh: message }, {}, { path, details });
}

/** The engine itself, acting in a tenant: it may do everything there. */
export const engineActor = (tenant: string, name: string): Actor => ({ kind: 'service', name, tenant, permissions: ['*'] });
