/** What a member asks of their tier: what is missing to the next, why it is what it is, and what it will be (LOY-02). */
import { type Id, label, type Scope, select, sql, t } from '@guanxi/core';
import { Customer, customerFields, Fact } from '@guanxi/core/crm';
import { loadProgramme } from '../earning/programme.ts';
import { loadStories } from '../earning/stories.ts';
import { decimalOfUnits } from '../earning/units.ts';
import { LoyaltyTier } from '../members/enums.ts';
import { type Loyalty, p } from '../plugin.ts';
import { TierBasis, TierCause } from './enums.ts';
import { type Told, tell } from './fold.ts';
import { forecast } from './forecast.ts';

const NextTier = t.object('NextTier', {
  tier: t.enum(LoyaltyTier),
  /** Points, an amount in `currency`, or orders, in the period that runs. */
  missing: t.decimal(),
  basis: t.enum(TierBasis),
  currency: t.nullable(t.currency()),
  /** When the period ends. Null where months roll on. */
  until: t.nullable(t.instant()),
});
const TierReason = t.object('TierReason', {
  tier: t.enum(LoyaltyTier),
  since: t.instant(),
  cause: t.enum(TierCause),
  basis: t.nullable(t.enum(TierBasis)),
  /** What the purchases below come to, and what the tier is reached with. */
  total: t.nullable(t.decimal()),
  entry: t.nullable(t.decimal()),
  facts: t.list(t.object('TierFact', { fact: t.ref(Fact), at: t.instant(), counts: t.decimal() }), { max: 100_000 }),
});
const TierForecast = t.object('TierForecast', {
  /** When the tier is looked at next, what may still be made up for in a time of grace included. */
  at: t.nullable(t.instant()),
  counted: t.decimal(),
  /** What it would come to, went it on as in the period so far. */
  projected: t.decimal(),
  /** The tier afterwards if nothing more is bought, and if it goes on as so far. */
  ifNothingMore: t.enum(LoyaltyTier),
  atThisPace: t.enum(LoyaltyTier),
});

/** The story of a customer whom the caller may see; the facts themselves are read with the caller's own rights. */
async function toldOf(scope: Scope<Loyalty>, customer: Id<'Customer'>): Promise<Told | null> {
  const [seen] = await scope.read(select(customerFields, {}), { where: (c) => sql`${c.id} = ${customer}`, limit: 1 });
  if (!seen) return null;
  const stories = await loadStories(scope.system, [customer], await loadProgramme(scope.system), {
    zone: scope.zone,
    now: scope.now.getTime(),
  });
  const story = stories.get(customer);
  return story ? tell(story) : null;
}

/** @example { nextTier(customer: "cus_…") { tier missing } } */
export const nextTier = p.query('nextTier', {
  label: label('The next tier, and what is missing to it', '下一等级及差额'),
  permission: 'loyalty:read',
  input: { customer: t.id(Customer) },
  output: t.nullable(NextTier),
  async run(scope, { customer }) {
    const climb = (await toldOf(scope, customer))?.climb;
    if (!climb?.next) return null;
    const { to } = climb.span(scope.now.getTime());
    const { basis, currency, period } = climb.scheme;
    return {
      tier: climb.next.tier,
      missing: decimalOfUnits(climb.next.entry - climb.qualification.total),
      basis,
      currency,
      until: period === 'ROLLING' ? null : new Date(to),
    };
  },
});

export const whyTier = p.query('whyTier', {
  label: label('Why the tier is what it is', '等级依据'),
  permission: 'loyalty:read',
  input: { customer: t.id(Customer) },
  output: t.nullable(TierReason),
  async run(scope, { customer }) {
    const told = await toldOf(scope, customer);
    const spell = told?.spells.at(-1);
    if (!told || !spell || spell.tier === null) return null;
    const { climb } = told;
    const made = spell.cause === 'MANUAL' ? [] : (climb?.made ?? []);
    return {
      tier: spell.tier,
      since: new Date(spell.from),
      cause: spell.cause,
      basis: climb?.scheme.basis ?? null,
      total: climb && spell.cause !== 'MANUAL' ? decimalOfUnits(climb.madeOf) : null,
      entry: climb ? decimalOfUnits(climb.scheme.tiers.find((one) => one.tier === spell.tier)?.entry ?? 0n) : null,
      facts: made.map(({ fact, at, amount }) => ({ fact, at: new Date(at), counts: decimalOfUnits(amount) })),
    };
  },
});

export const tierForecast = p.query('tierForecast', {
  label: label('Forecast of the tier', '等级预测'),
  permission: 'loyalty:read',
  input: { customer: t.id(Customer) },
  output: t.nullable(TierForecast),
  async run(scope, { customer }) {
    const climb = (await toldOf(scope, customer))?.climb;
    if (!climb) return null;
    const { at, counted, projected, ifNothingMore, atThisPace } = forecast(climb, scope.now.getTime());
    return {
      at: at === null ? null : new Date(at),
      counted: decimalOfUnits(counted),
      projected: decimalOfUnits(projected),
      ifNothingMore,
      atThisPace,
    };
  },
});
