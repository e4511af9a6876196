/** The programme as the fold wants it: rules and schemes of the tenant, read once for a transaction's members. */
import { type Reader, select, sql } from '@guanxi/core';
import { groupBy } from '../common.ts';
import type { Scheme } from '../tiers/climb.ts';
import { schemeFields, schemeTierFields } from '../tiers/fields.ts';
import { ruleFields } from './fields.ts';
import type { EarningRule } from './rules.ts';
import { unitsOf } from './units.ts';

export interface Programme {
  readonly rules: readonly EarningRule[];
  readonly schemes: ReadonlyMap<string, Scheme>;
}
export type RuleId = EarningRule['id'];

const wantedRule = select(ruleFields, {
  name: true,
  state: true,
  kind: true,
  rate: true,
  currency: true,
  points: true,
  validFrom: true,
  validUntil: true,
  channels: true,
  products: true,
  tiers: true,
  minAmount: true,
  capPoints: true,
  capPer: true,
});
const wantedScheme = select(schemeFields, {
  basis: true,
  currency: true,
  period: true,
  months: true,
  graceDays: true,
  softLanding: true,
});

/** With some rules besides those that are active, and without others: for what would be. */
export async function loadProgramme(
  reader: Reader,
  o: { readonly with?: readonly RuleId[]; readonly without?: readonly RuleId[] } = {},
): Promise<Programme> {
  const [rules, schemes, tiers] = await Promise.all([
    reader.read(wantedRule, {
      where: (r) =>
        sql`(${r.state} = 'ACTIVE' or ${r.id} = any(${o.with ?? []}::uuid[])) and not ${r.id} = any(${o.without ?? []}::uuid[])`,
      orderBy: 'id',
      direction: 'ASC',
    }),
    reader.read(wantedScheme, { where: (s) => sql`${s.state} <> 'DRAFT'` }),
    reader.read(select(schemeTierFields, { schemeId: true, tier: true, rank: true, entry: true, keep: true }), {
      orderBy: 'rank',
      direction: 'ASC',
    }),
  ]);
  const byScheme = groupBy(tiers, (tier) => tier.schemeId);
  return {
    rules: rules.map((rule) => ({
      ...rule,
      rate: rule.rate === null ? null : unitsOf(rule.rate),
      points: rule.points ?? 0,
      validFrom: rule.validFrom.getTime(),
      validUntil: rule.validUntil?.getTime() ?? null,
      minAmount: rule.minAmount === null ? null : unitsOf(rule.minAmount),
      cap: rule.capPoints === null || rule.capPer === null ? null : { points: rule.capPoints, per: rule.capPer },
    })),
    schemes: new Map(
      schemes.map((scheme) => [
        scheme.id,
        {
          ...scheme,
          months: scheme.months ?? 0,
          tiers: (byScheme.get(scheme.id) ?? []).map(({ tier, entry, keep }) => ({ tier, entry: unitsOf(entry), keep: unitsOf(keep) })),
        },
      ]),
    ),
  };
}
