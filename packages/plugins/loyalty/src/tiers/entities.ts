import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { manualTiers, schemes, schemeTiers, spells } from './tables.ts';

export interface LoyaltyScheme extends EntityOf<'LoyaltyScheme', typeof schemes> {}
export const LoyaltyScheme: Entity<LoyaltyScheme> = p.entity('LoyaltyScheme', {
  table: schemes,
  idPrefix: 'lsc',
  label: label('Tier scheme', '等级计划'),
  display: 'name',
  sealed: true,
  read: 'loyalty:read',
});

export interface LoyaltySchemeTier extends EntityOf<'LoyaltySchemeTier', typeof schemeTiers> {}
export const LoyaltySchemeTier: Entity<LoyaltySchemeTier> = p.entity('LoyaltySchemeTier', {
  table: schemeTiers,
  idPrefix: 'lst',
  label: label('Tier of a scheme', '计划等级'),
  sealed: true,
  read: 'loyalty:read',
});

export interface LoyaltyManualTier extends EntityOf<'LoyaltyManualTier', typeof manualTiers> {}
export const LoyaltyManualTier: Entity<LoyaltyManualTier> = p.entity('LoyaltyManualTier', {
  table: manualTiers,
  idPrefix: 'lmt',
  label: label('Tier given by hand', '人工等级'),
  sealed: true,
  read: through('customerId', 'loyalty:read'),
});

export interface LoyaltyTierSpell extends EntityOf<'LoyaltyTierSpell', typeof spells> {}
export const LoyaltyTierSpell: Entity<LoyaltyTierSpell> = p.entity('LoyaltyTierSpell', {
  table: spells,
  idPrefix: 'lts',
  label: label('Time in a tier', '等级历史'),
  orderBy: { column: 'startsAt', direction: 'DESC' },
  sealed: true,
  history: 'none',
  read: through('customerId', 'loyalty:read'),
});
