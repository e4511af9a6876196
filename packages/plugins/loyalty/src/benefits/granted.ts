/** Benefits for whoever prices orders, through the api. */
import { type Id, type Scope, select, sql } from '@guanxi/core';
import { customerFields } from '@guanxi/core/crm';
import { decimalOfUnits } from '../earning/units.ts';
import type { GrantedBenefit, Loyalty } from '../plugin.ts';
import { benefitsFor } from './judged.ts';

/** None for a customer whom the actor may not see. */
export async function grantedBenefits(
  scope: Scope<Loyalty>,
  customer: Id<'Customer'>,
  orderRef: string,
): Promise<readonly GrantedBenefit[]> {
  const [seen] = await scope.read(select(customerFields, {}), { where: (c) => sql`${c.id} = ${customer}`, limit: 1 });
  if (!seen) return [];
  return (await benefitsFor(scope, customer, orderRef)).map(({ benefit, ground, refused }) => ({
    benefit: benefit.id,
    name: benefit.name,
    ground,
    percent: decimalOfUnits(benefit.percent),
    refused,
  }));
}
