import { type Entity, type EntityOf, label, t, through } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { attitudes } from './tables.ts';

export interface LoyaltyAttitude extends EntityOf<'LoyaltyAttitude', typeof attitudes> {}
export const LoyaltyAttitude: Entity<LoyaltyAttitude> = p.entity('LoyaltyAttitude', {
  table: attitudes,
  idPrefix: 'lat',
  label: label('Attitude', '态度评分'),
  orderBy: { column: 'at', direction: 'DESC' },
  mutable: false,
  read: through('customerId', 'loyalty:read'),
});

export const attitudeFields = p.fields(LoyaltyAttitude, (f) => ({
  customerId: f.column('customerId', { label: label('Customer’s id', '客户编号') }),
  score: f.column('score', { label: label('Score', '评分'), aggregate: ['avg', 'median', 'min', 'max'] }),
  source: f.column('source', { label: label('Found by', '来源'), input: t.text(100) }),
  at: f.column('at', { label: label('At', '时间') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));
