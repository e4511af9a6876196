/** Who works when nobody asked: a program named after the plugin, with the plugin's own rights. */
import type { Actor } from '../access/actor.ts';
import type { Kernel } from '../write/kernel.ts';

export const pluginActor = (kernel: Kernel, tenant: string, plugin: string): Actor => ({
  kind: 'service',
  name: plugin,
  tenant,
  permissions: kernel.registry.plugins.get(plugin)?.systemPermissions ?? [],
});
