/** Which scheme a customer is in now; null for one in none. */
import { type Id, type Scope, select, sql } from '@guanxi/core';
import { membershipFields } from '../members/fields.ts';
import type { Loyalty } from '../plugin.ts';

export async function schemeOf(
  scope: Pick<Scope<Loyalty>, 'system' | 'now'>,
  customer: Id<'Customer'>,
): Promise<Id<'LoyaltyScheme'> | null> {
  const { now } = scope;
  const [found] = await scope.system.read(select(membershipFields, { schemeId: true }), {
    where: (m) =>
      sql`${m.customerId} = ${customer} and ${m.schemeId} is not null and (${m.startsAt} is null or ${m.startsAt} <= ${now}) and (${m.endsAt} is null or ${m.endsAt} > ${now})`,
    orderBy: 'id',
    direction: 'ASC',
    limit: 1,
  });
  return found?.schemeId ?? null;
}
