/** What a purchase would earn, by the rules in force and by drafts, if it were made. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { Customer, customerFields } from '@guanxi/core/crm';
import { LoyaltyTier } from '../members/enums.ts';
import { p } from '../plugin.ts';
import { tell } from '../tiers/fold.ts';
import { LoyaltyRule } from './entities.ts';
import { loadProgramme } from './programme.ts';
import { loadStories } from './stories.ts';
import { unitsOf } from './units.ts';

const SimulatedEarning = t.object('SimulatedEarning', {
  points: t.int(),
  tier: t.nullable(t.enum(LoyaltyTier)),
  byRule: t.list(t.object('SimulatedShare', { rule: t.ref(LoyaltyRule), name: t.text(200), points: t.int() })),
});
const imagined = '00000000-0000-7000-8000-000000000000' as Id<'Fact'>;

/** @example { simulateEarn(customer: "cus_…", value: { amount: "100", currency: "CNY" }) { points byRule { name points } } } */
export const simulateEarn = p.query('simulateEarn', {
  label: label('Simulate earning', '试算积分'),
  permission: 'loyalty:read',
  input: {
    customer: t.id(Customer),
    value: t.money(),
    /** Absent: now. */
    at: t.optional(t.instant()),
    channel: t.optional(t.text(40)),
    productRefs: t.optional(t.list(t.text(100), { max: 1_000 })),
    /** Drafts that are tried out. */
    drafts: t.optional(t.list(t.id(LoyaltyRule), { max: 100 })),
  },
  output: t.nullable(SimulatedEarning),
  async run(scope, { customer, value, at = scope.now, channel = null, productRefs = [], drafts = [] }) {
    const [seen] = await scope.read(select(customerFields, {}), { where: (c) => sql`${c.id} = ${customer}`, limit: 1 });
    if (!seen) return null;
    const now = Math.max(at.getTime(), scope.now.getTime());
    const stories = await loadStories(scope.system, [customer], await loadProgramme(scope.system, { with: drafts }), {
      zone: scope.zone,
      now,
    });
    const story = stories.get(customer);
    if (!story) return null;
    const purchase = {
      id: imagined,
      at: at.getTime(),
      source: '',
      value: unitsOf(value.amount),
      currency: value.currency,
      products: productRefs,
      channel,
      orderRef: null,
      reversalOf: null,
    };
    // Who is no member yet would earn as one who joins.
    const memberships = story.memberships.length > 0 ? story.memberships : [{ from: null, until: null, scheme: null }];
    const earned = tell({ ...story, memberships, purchases: [...story.purchases, purchase] }).earned.get(imagined);
    return earned
      ? { points: earned.points, tier: earned.tier, byRule: earned.byRule.map((share) => ({ ...share })) }
      : { points: 0, tier: null, byRule: [] };
  },
});
