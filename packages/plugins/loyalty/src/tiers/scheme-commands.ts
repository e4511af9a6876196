/** Schemes are defined, put in force and retired; none is changed once it is in force. */
import { decimalOf, label, select, sql, t } from '@guanxi/core';
import { LoyaltyTier } from '../members/enums.ts';
import { p } from '../plugin.ts';
import { LoyaltyScheme, LoyaltySchemeTier } from './entities.ts';
import { QualificationPeriod, TierBasis } from './enums.ts';
import {
  keepAboveEntry,
  lowestNotFree,
  schemeIncomplete,
  schemeNotActive,
  schemeNotDraft,
  thresholdsNotRising,
  tierTwice,
} from './events.ts';
import { schemeFields } from './fields.ts';
import { type Threshold, wrongIn } from './rules.ts';

const ThresholdInput = t.object('LoyaltyTierThreshold', {
  tier: t.enum(LoyaltyTier),
  /** What it takes to reach it in one period: points, an amount in the scheme's currency, or orders. */
  entry: t.decimal(),
  /** What it takes to keep it. Absent: as much. */
  keep: t.optional(t.decimal()),
});

/** @example { name: 'Club', basis: SPEND, currency: "CNY", period: CALENDAR_YEAR, tiers: [{ tier: BASIC, entry: "0" }, { tier: GOLD, entry: "5000" }] } */
export const defineTierScheme = p.command('defineTierScheme', {
  label: label('Define a tier scheme', '新建等级计划'),
  permission: 'loyalty:manage',
  input: {
    name: t.text(200),
    basis: t.enum(TierBasis),
    currency: t.optional(t.currency()),
    period: t.enum(QualificationPeriod),
    months: t.optional(t.int({ min: 1, max: 120 })),
    graceDays: t.optional(t.int({ min: 0, max: 180 })),
    softLanding: t.optional(t.bool()),
    /** From the lowest up. */
    tiers: t.list(ThresholdInput, { min: 1, max: 20 }),
  },
  output: { scheme: t.ref(LoyaltyScheme) },
  async run(tx, { tiers, currency = null, months = null, graceDays = 0, softLanding = false, ...scheme }) {
    if ((scheme.basis === 'SPEND') !== (currency !== null)) throw schemeIncomplete({}, 'currency');
    if ((scheme.period === 'ROLLING') !== (months !== null)) throw schemeIncomplete({}, 'months');
    const thresholds = tiers.map(({ tier, entry, keep = entry }) => ({ tier, entry, keep }));
    refuseWrong(thresholds);
    const id = await tx.insert(LoyaltyScheme, { ...scheme, currency, months, graceDays, softLanding });
    await tx.insert(
      LoyaltySchemeTier,
      thresholds.map((threshold, rank) => ({ ...threshold, schemeId: id, rank })),
    );
    return { scheme: id };
  },
});

function refuseWrong(tiers: readonly Threshold[]): void {
  const wrong = wrongIn(tiers);
  if (wrong === null) return;
  const { tier, entry, keep } = wrong.tier;
  const path = `tiers.${wrong.place}`;
  if (wrong.kind === 'TWICE') throw tierTwice({ tier }, `${path}.tier`);
  if (wrong.kind === 'LOWEST') throw lowestNotFree({ tier, entry }, `${path}.entry`);
  if (wrong.kind === 'KEEP') throw keepAboveEntry({ tier, entry, keep }, `${path}.keep`);
  throw thresholdsNotRising({ tier, entry, below: wrong.below ?? decimalOf('0') }, `${path}.entry`);
}

export const activateTierScheme = p.command('activateTierScheme', {
  label: label('Put a tier scheme in force', '启用等级计划'),
  permission: 'loyalty:manage',
  input: {
    scheme: t.id(LoyaltyScheme, { subject: true, lock: true }),
    /** New members are enrolled in it unless somebody says otherwise. Absent: where there is no other such scheme. */
    isDefault: t.optional(t.bool()),
  },
  output: { scheme: t.ref(LoyaltyScheme) },
  async run(tx, { scheme, isDefault }) {
    const { state } = await tx.lock(LoyaltyScheme, scheme);
    if (state !== 'DRAFT') throw schemeNotDraft({ state }, 'scheme');
    const others = await tx.system.read(select(schemeFields, {}), { where: (s) => sql`${s.isDefault}` });
    const becomes = isDefault ?? others.length === 0;
    if (becomes) {
      await tx.update(
        LoyaltyScheme,
        others.map((other) => other.id),
        { isDefault: false },
      );
    }
    await tx.update(LoyaltyScheme, scheme, { state: 'ACTIVE', isDefault: becomes });
    return { scheme };
  },
});

/** Who is in it stays in it; nobody else comes. */
export const retireTierScheme = p.command('retireTierScheme', {
  label: label('Retire a tier scheme', '停用等级计划'),
  permission: 'loyalty:manage',
  input: { scheme: t.id(LoyaltyScheme, { subject: true, lock: true }) },
  output: { scheme: t.ref(LoyaltyScheme) },
  async run(tx, { scheme }) {
    const { state } = await tx.lock(LoyaltyScheme, scheme);
    if (state !== 'ACTIVE') throw schemeNotActive({ state }, 'scheme');
    await tx.update(LoyaltyScheme, scheme, { state: 'RETIRED', isDefault: false });
    return { scheme };
  },
});
