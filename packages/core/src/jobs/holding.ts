/**
 * Jobs of plugins that a tenant does not use, or that were stopped, are held: they wait as they are, and run when the plugin is there again.
 * The claim passes them over; what was claimed while that changed is given back.
 */
import type { Kernel, Registry } from '../write/kernel.ts';
import type { Job } from './job.ts';

/** What a job is held by. */
export interface Holding {
  /** By plugin: itself and those without which it does not work. */
  readonly plugins: Readonly<Record<string, readonly string[]>>;
  /** By command, the plugin that has it: a timer may be for another's. */
  readonly commands: Readonly<Record<string, string>>;
}

export function holdingOf({ plugins, commands }: Registry): Holding {
  const all = new Map<string, readonly string[]>();
  // In dependency order: what a plugin needs is there before it.
  for (const { id, required } of plugins.values()) all.set(id, [...new Set([id, ...required.flatMap((need) => all.get(need) ?? [])])]);
  return {
    plugins: Object.fromEntries(all),
    commands: Object.fromEntries([...commands.values()].map(({ definition: { name, plugin } }) => [name, plugin])),
  };
}

/** With the parameters `$13` and `$14` of a claim: whether job `j` is held. */
const hangsOn = (plugin: string): string =>
  `(($13::jsonb -> j.plugin) ? ${plugin} or j.kind = 'TIMER' and ($13::jsonb -> ($14::jsonb ->> j.name)) ? ${plugin})`;
export const isHeld = `(exists (select from crm.plugin_choice c where c.tenant_id = j.tenant_id and not c.enabled and ${hangsOn('c.plugin')})
      or exists (select from crm.plugin_stop s where ${hangsOn('s.plugin')}))`;

/** The engine as the job's tenant has it; null where it lacks what the job is of. */
export async function kernelFor(kernel: Kernel, job: Job): Promise<Kernel | null> {
  const own = async (): Promise<Kernel> => kernel.narrowed((await kernel.choices(job.tenant)).enabled);
  // Deliveries of webhooks are the engine's own work: no plugin of that name is installed, and none can be switched off.
  const isEngines = !kernel.registry.plugins.has(job.plugin);
  const has = ({ registry }: Kernel): boolean =>
    isEngines || (registry.plugins.has(job.plugin) && (job.kind !== 'TIMER' || registry.commands.has(job.name)));
  const known = await own();
  if (has(known)) return known;
  // The claim has looked at the table, and this may be a memory of before.
  kernel.choicesChanged(job.tenant);
  const now = await own();
  return has(now) ? now : null;
}
