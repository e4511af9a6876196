import { label, sql, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { PromotionBlock } from './entities.ts';

export const blockFields = p.fields(PromotionBlock, (f) => ({
  suppressionId: f.column('suppressionId', { label: label('Suppression’s id', '抑制编号') }),
  purpose: f.column('purpose', { label: label('Purpose', '用途') }),
  until: f.column('until', { label: label('Until', '截止时间') }),
  releasedAt: f.column('releasedAt', { label: label('Released', '解除时间') }),
  liftedReason: f.column('liftedReason', {
    ...ofWhoseCase,
    label: label('Why it was lifted', '提前解除理由'),
    group: false,
    input: t.text(2_000),
  }),
  isInForce: f.sql('Boolean', (b, q) => sql`${b.releasedAt} is null and coalesce(${b.until} > ${q.now}, true)`, {
    label: label('In force', '是否生效'),
    filter: true,
  }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  liftedBy: f.one(Staff, { on: ['liftedById', 'id'], label: label('Lifted by', '解除人') }),
}));
export const blocksOfCase = p.fields(Complaint, (f) => ({
  blocks: f.many(PromotionBlock, { on: ['id', 'complaintId'], label: label('Blocks on promotion', '推销限制') }),
}));
