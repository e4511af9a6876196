import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { credits, rewards } from './tables.ts';

export interface PraiseCredit extends EntityOf<'PraiseCredit', typeof credits> {}
export const PraiseCredit: Entity<PraiseCredit> = p.entity('PraiseCredit', {
  table: credits,
  idPrefix: 'cpc',
  label: label('Praise credited', '表扬记功'),
  read: through('complaintId'),
});

export interface ComplaintReward extends EntityOf<'ComplaintReward', typeof rewards> {}
export const ComplaintReward: Entity<ComplaintReward> = p.entity('ComplaintReward', {
  table: rewards,
  idPrefix: 'crw',
  label: label('Reward for praise or advice', '表扬与建议奖励'),
  mutable: false,
  read: through('complaintId'),
});
