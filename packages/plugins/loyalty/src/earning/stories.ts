/** What the fold needs to know of some customers: their purchases, memberships and what was given them by hand. One read for all of each. */
import { type Id, type Reader, select, sql } from '@guanxi/core';
import { customerFields, factFields } from '@guanxi/core/crm';
import { groupBy } from '../common.ts';
import { membershipFields } from '../members/fields.ts';
import { manualTierFields } from '../tiers/fields.ts';
import type { Membership, Story } from '../tiers/fold.ts';
import type { Programme } from './programme.ts';
import type { Purchase } from './rules.ts';
import { unitsOf } from './units.ts';

type Customer = Id<'Customer'>;
export type Asked = Pick<Story, 'zone' | 'now'>;

const wantedFact = select(factFields, {
  at: true,
  value: true,
  productRefs: true,
  channel: true,
  sourcePlugin: true,
  sourceRef: true,
  orderRef: true,
  reversalOf: select(factFields, {}),
  customer: select(customerFields, {}),
});

export async function loadStories(
  reader: Reader,
  customers: readonly Customer[],
  programme: Programme,
  { zone, now }: Asked,
): Promise<ReadonlyMap<Customer, Story>> {
  const [facts, memberships, manual] = await Promise.all([
    reader.read(wantedFact, { where: (f) => sql`${f.customerId} = any(${customers}::uuid[])` }),
    reader.read(select(membershipFields, { customerId: true, schemeId: true, startsAt: true, endsAt: true }), {
      where: (m) => sql`${m.customerId} = any(${customers}::uuid[])`,
      orderBy: 'id',
      direction: 'ASC',
    }),
    reader.read(select(manualTierFields, { customerId: true, tier: true, startsAt: true, endsAt: true }), {
      where: (m) => sql`${m.customerId} = any(${customers}::uuid[])`,
      orderBy: 'id',
      direction: 'ASC',
    }),
  ]);
  const ofFact = groupBy(facts, (fact) => fact.customer?.id);
  const ofMembership = groupBy(memberships, (m) => m.customerId);
  const ofManual = groupBy(manual, (m) => m.customerId);
  const membership = (m: (typeof memberships)[number]): Membership => ({
    from: m.startsAt?.getTime() ?? null,
    until: m.endsAt?.getTime() ?? null,
    scheme: m.schemeId === null ? null : (programme.schemes.get(m.schemeId) ?? null),
  });
  return new Map(
    customers.map((customer) => [
      customer,
      {
        zone,
        now,
        rules: programme.rules,
        purchases: (ofFact.get(customer) ?? []).flatMap(purchase),
        // The one that began first decides, where a merge has brought two together.
        memberships: (ofMembership.get(customer) ?? []).map(membership).sort((a, b) => begins(a) - begins(b)),
        manual: (ofManual.get(customer) ?? []).map((m) => ({ tier: m.tier, from: m.startsAt.getTime(), until: m.endsAt.getTime() })),
      },
    ]),
  );
}

const begins = ({ from }: Membership): number => from ?? Number.MIN_SAFE_INTEGER;

function purchase(fact: NonNullable<(typeof wantedFact)['~out']>): Purchase[] {
  const { value } = fact;
  if (value === null) return [];
  return [
    {
      id: fact.id,
      at: fact.at.getTime(),
      source: `${fact.sourcePlugin} ${fact.sourceRef}`,
      value: unitsOf(value.amount),
      currency: value.currency,
      products: fact.productRefs,
      channel: fact.channel,
      orderRef: fact.orderRef,
      reversalOf: fact.reversalOf?.id ?? null,
    },
  ];
}
