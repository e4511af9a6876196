import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { gestures, occasions } from './tables.ts';

export interface LoyaltyOccasion extends EntityOf<'LoyaltyOccasion', typeof occasions> {}
export const LoyaltyOccasion: Entity<LoyaltyOccasion> = p.entity('LoyaltyOccasion', {
  table: occasions,
  idPrefix: 'loc',
  label: label('Occasion', '纪念日'),
  read: through('customerId', 'loyalty:read'),
});

export interface LoyaltyGesture extends EntityOf<'LoyaltyGesture', typeof gestures> {}
export const LoyaltyGesture: Entity<LoyaltyGesture> = p.entity('LoyaltyGesture', {
  table: gestures,
  idPrefix: 'lge',
  label: label('Gesture', '关怀记录'),
  orderBy: { column: 'at', direction: 'DESC' },
  mutable: false,
  read: through('customerId', 'loyalty:read'),
});
