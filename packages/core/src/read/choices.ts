/** Reads what a tenant has decided about its model. */
import type { TenantChoices } from '../model/choices.ts';
import { type Dependent, enabledIn, statesOf } from '../model/enabling.ts';
import { loadAttributes } from './attributes.ts';
import { loadFieldClasses } from './field-classes.ts';
import type { Via } from './run.ts';

/** @param installed The plugins there are, in dependency order. */
export async function loadChoices(via: Via, tenant: string, installed: readonly Dependent[]): Promise<TenantChoices> {
  const [attributes, classes, { disabled, stopped }] = await Promise.all([
    loadAttributes(via, tenant),
    loadFieldClasses(via, tenant),
    withoutPlugins(via, tenant),
  ]);
  const states = statesOf(installed, disabled, stopped);
  return { attributes, classes, enabled: enabledIn(states), states };
}

/** Those that the tenant has switched off, and those that the engine keeps from running anywhere. */
async function withoutPlugins(
  via: Via,
  tenant: string,
): Promise<{ readonly disabled: ReadonlySet<string>; readonly stopped: ReadonlySet<string> }> {
  const { rows } = await via.query({
    text: `select plugin, false as stopped from crm.plugin_choice where tenant_id = $1::uuid and not enabled
      union all select plugin, true from crm.plugin_stop`,
    params: [tenant],
    prepare: true,
  });
  const named = (stopped: boolean) => new Set(rows.filter((row) => row['stopped'] === stopped).map((row) => String(row['plugin'])));
  return { disabled: named(false), stopped: named(true) };
}
