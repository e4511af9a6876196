import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { entries, lots, postings } from './tables.ts';

export interface LoyaltyLot extends EntityOf<'LoyaltyLot', typeof lots> {}
export const LoyaltyLot: Entity<LoyaltyLot> = p.entity('LoyaltyLot', {
  table: lots,
  idPrefix: 'llo',
  label: label('Lot of points', '积分批次'),
  sealed: true,
  read: through('customerId', 'loyalty:read'),
});

export interface LoyaltyEntry extends EntityOf<'LoyaltyEntry', typeof entries> {}
export const LoyaltyEntry: Entity<LoyaltyEntry> = p.entity('LoyaltyEntry', {
  table: entries,
  idPrefix: 'len',
  label: label('Points entry', '积分分录'),
  plural: 'loyaltyEntries',
  orderBy: { column: 'at', direction: 'DESC' },
  mutable: false,
  sealed: true,
  read: through('customerId', 'loyalty:read'),
});

export interface LoyaltyPosting extends EntityOf<'LoyaltyPosting', typeof postings> {}
export const LoyaltyPosting: Entity<LoyaltyPosting> = p.entity('LoyaltyPosting', {
  table: postings,
  idPrefix: 'lpo',
  label: label('Line of a points entry', '积分分录行'),
  mutable: false,
  sealed: true,
  history: 'none',
  read: through('entryId'),
});
