/**
 * Points and tiers out of the facts alone, in one recursive query: nothing of the plugin's is read or called. Each instant of a customer's
 * purchases is a step, and so is each New Year; a step knows the tier that was in force before it.
 */
interface Asked {
  readonly tenant: string;
  readonly basis: 'SPEND' | 'ORDERS' | 'POINTS';
  /** What it takes to be it, and to stay it. */
  readonly silver: readonly [string, string];
  readonly gold: readonly [string, string];
  readonly now: Date;
}

const zone = 'America/Los_Angeles';
const campaign = `'Côte de Blaye' = any(product_refs) and at >= '1997-01-01T08:00Z' and at < '1998-01-01T08:00Z'`;
const points = (bonus: string) => `sum(trunc(value_amount) + ${bonus} + case when ${campaign} then trunc(value_amount) else 0 end)`;
const counts = {
  SPEND: (_rank: number) => 'spend',
  ORDERS: (_rank: number) => 'orders',
  POINTS: (rank: number) => `p${rank}`,
} as const;

export function expectedLoyalty({ tenant, basis, silver, gold, now }: Asked): {
  readonly text: string;
  readonly params: readonly string[];
} {
  const reached = (total: string) => `(case when ${total} >= ${gold[0]} then 2 when ${total} >= ${silver[0]} then 1 else 0 end)`;
  const kept = (rank: string, total: string) =>
    `(case when ${rank} = 2 and ${total} >= ${gold[1]} then 2 when ${rank} >= 1 and ${total} >= ${silver[1]} then 1 else 0 end)`;
  const counted = `(case s.rank when 0 then ${counts[basis](0)} when 1 then ${counts[basis](1)} else ${counts[basis](2)} end)`;
  return {
    text: `with recursive
      instants as (
        select customer_id, at, false as is_new_year, sum(value_amount) as spend, count(distinct order_ref) as orders,
          ${points('0')} as p0, ${points('trunc(value_amount * 0.25)')} as p1, ${points('trunc(value_amount * 0.5)')} as p2
        from crm.crm_fact where tenant_id = $1 group by customer_id, at
        union all
        select c.customer_id, make_timestamptz(y, 1, 1, 0, 0, 0, '${zone}'), true, 0, 0, 0, 0, 0
        from (select distinct customer_id from crm.crm_fact where tenant_id = $1) c, generate_series(1996, 2000) y
        where make_timestamptz(y, 1, 1, 0, 0, 0, '${zone}') <= $2::timestamptz
      ),
      steps as (select *, row_number() over (partition by customer_id order by at, is_new_year desc) as n from instants),
      story as (
        select customer_id, 0::bigint as n, 0 as rank, 0::numeric as total, 0::numeric as points from steps where n = 1
        union all
        select s.customer_id, i.n,
          case when i.is_new_year then ${kept('s.rank', 's.total')} else greatest(s.rank, ${reached(`s.total + ${counted}`)}) end,
          case when i.is_new_year then 0 else s.total + ${counted} end,
          s.points + case s.rank when 0 then p0 when 1 then p1 else p2 end
        from story s join steps i on i.customer_id = s.customer_id and i.n = s.n + 1
      )
    select distinct on (c.code) c.code, s.points::int as points, (array['BASIC', 'SILVER', 'GOLD'])[s.rank + 1] as tier
    from story s join crm.crm_customer c on c.tenant_id = $1 and c.id = s.customer_id order by c.code, s.n desc`,
    params: [tenant, now.toISOString()],
  };
}
