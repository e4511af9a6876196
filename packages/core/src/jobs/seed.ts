/** What a plugin puts into a tenant that begins to use it, where it was not there when the tenant was made: once, in one transaction. */
import type { JobKind } from './kind.ts';
import { guarded, removal } from './lease.ts';
import { outputOf, runStep } from './step.ts';

export const seed: JobKind = {
  kind: 'SEED',
  known: () => ['* seed'],
  async run({ tenant, plugin, ...job }, { kernel }) {
    const { seed: fill } = kernel.registry.plugins.get(plugin) ?? { seed: null };
    const isSeeded = {
      text: 'update crm.plugin_choice set seeded = true where tenant_id = $1 and plugin = $2',
      params: [tenant, plugin],
    };
    outputOf(
      await runStep(
        kernel,
        { plugin, name: 'seed', run: async (tx) => fill?.(tx) },
        {
          // As where a tenant is made: the engine itself, which may do everything there.
          actor: { kind: 'service', name: 'seed', tenant, permissions: ['*'] },
          origin: { causation: job.causation, chain: job.chain },
          closing: [guarded(removal({ tenant, plugin, ...job })), isSeeded],
        },
      ),
    );
  },
};
