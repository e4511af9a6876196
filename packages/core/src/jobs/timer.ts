/** Timers: a command at its time, with the plugin's own rights. The row goes with the command's own commit, so it runs once. */

import { GuanxiError } from '../errors.ts';
import { openCall } from '../write/call.ts';
import { inputOf } from '../write/check-input.ts';
import { runCommand } from '../write/run.ts';
import { pluginActor } from './actor.ts';
import type { JobKind } from './kind.ts';
import { guarded, removal } from './lease.ts';
import { revived } from './revive.ts';
import { outputOf } from './step.ts';

export const timer: JobKind = {
  kind: 'TIMER',
  known: ({ registry }) => [...registry.commands.keys()].map((name) => `* ${name}`),
  async run(job, { kernel }) {
    const command = kernel.registry.commands.get(job.name);
    if (!command) throw new GuanxiError('JOB_UNKNOWN', { plugin: job.plugin, name: job.name });
    const actor = pluginActor(kernel, job.tenant, job.plugin);
    const input = revived(await openCall(kernel, actor), inputOf(command), job.input);
    const origin = { causation: job.causation, chain: job.chain };
    outputOf(
      await runCommand(kernel, job.name, input, {
        actor,
        wire: false,
        origin,
        caller: job.plugin,
        priority: 'worker',
        closing: [guarded(removal(job))],
      }),
    );
  },
};
