/** Reads what a tenant has decided about its model. */
import { type Choices, declaredClasses } from '../model/choices.ts';
import { loadAttributes } from './attributes.ts';
import type { Via } from './run.ts';

/** @param installed Ids of the plugins there are. */
export async function loadChoices(via: Via, tenant: string, installed: readonly string[]): Promise<Choices> {
  const [attributes, disabled] = await Promise.all([loadAttributes(via, tenant), disabledPlugins(via, tenant)]);
  return {
    attributes,
    classes: declaredClasses,
    enabled: installed.some((id) => disabled.has(id)) ? new Set(installed.filter((id) => !disabled.has(id))) : null,
  };
}

async function disabledPlugins(via: Via, tenant: string): Promise<ReadonlySet<string>> {
  const { rows } = await via.query({
    text: 'select plugin from crm.tenant_plugin where tenant_id = $1::uuid and not enabled',
    params: [tenant],
  });
  return new Set(rows.map((row) => String(row['plugin'])));
}
