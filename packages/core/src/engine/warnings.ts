/** What plugins would have a person see to, over all tenants that use them: read by the engine as each plugin itself. */
import type { Label } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { Plugin, PluginShape, Warning } from '../plugin/define.ts';
import { openCall } from '../write/call.ts';
import { readingFrom } from '../write/reading.ts';
import { scopeFor, systemAccess } from '../write/scope.ts';
import type { EngineKernel } from './kernel.ts';
import { engineActor } from './transact.ts';

export interface PluginWarning extends Warning {
  /** The tenant's slug. */
  readonly tenant: string;
  readonly plugin: string;
}

/** A plugin that cannot say has that said of it: one that fails hides no other. */
export async function warningsOf(kernel: EngineKernel, plugins: readonly Plugin[]): Promise<readonly PluginWarning[]> {
  const asking = plugins.flatMap(({ id, shape }) => (shape.warnings ? [{ plugin: id as string, ask: shape.warnings }] : []));
  const found: PluginWarning[] = [];
  if (asking.length === 0) return found;
  const database = await kernel.database();
  const { rows: tenants } = await database.query<{ id: string; slug: string }>({ text: 'select id, slug from crm.tenant order by slug' });
  for (const { id, slug } of tenants) {
    const call = await openCall(kernel, engineActor(id, 'doctor'));
    const reading = readingFrom(call, database);
    for (const { plugin, ask } of asking.filter((one) => call.kernel.registry.plugins.has(one.plugin))) {
      const warnings = await answers(ask, scopeFor(call, plugin, systemAccess(call, plugin), reading));
      found.push(...warnings.map((warning) => ({ tenant: slug, plugin, ...warning })));
    }
  }
  return found;
}

async function answers(
  ask: NonNullable<PluginShape<PluginType>['warnings']>,
  scope: Parameters<typeof ask>[0],
): Promise<readonly Warning[]> {
  try {
    return await ask(scope);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        what: both(`It could not say what it would warn of: ${reason}`, `无法给出提示：${reason}`),
        next: both('Report it to the author of the plugin.', '请告知插件作者。'),
      },
    ];
  }
}
const both = (en: string, zh: string): Label => ({ en, zh });
