import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { blocks } from './tables.ts';

export interface PromotionBlock extends EntityOf<'PromotionBlock', typeof blocks> {}
export const PromotionBlock: Entity<PromotionBlock> = p.entity('PromotionBlock', {
  table: blocks,
  idPrefix: 'cbl',
  label: label('Block on promotion', '推销限制'),
  sealed: true,
  read: through('complaintId'),
});
