import { label, t } from '@guanxi/core';
import { Customer, Fact } from '@guanxi/core/crm';
import { forMembers } from '../common.ts';
import { p } from '../plugin.ts';
import { LoyaltyEntry, LoyaltyLot, LoyaltyPosting } from './entities.ts';

export const lotFields = p.fields(LoyaltyLot, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  book: f.column('book', { ...forMembers, label: label('Book', '账簿') }),
  points: f.column('points', { ...forMembers, label: label('Points', '积分'), aggregate: ['sum'] }),
  remaining: f.column('remaining', { ...forMembers, label: label('Remaining', '剩余积分'), aggregate: ['sum'] }),
  expired: f.column('expired', { ...forMembers, label: label('Expired', '已过期积分'), aggregate: ['sum'] }),
  earnedAt: f.column('earnedAt', { ...forMembers, label: label('Earned at', '获得时间') }),
  expiresAt: f.column('expiresAt', { ...forMembers, label: label('Expires at', '过期时间'), aggregate: ['min', 'max'] }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));

export const entryFields = p.fields(LoyaltyEntry, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  kind: f.column('kind', { ...forMembers, label: label('Kind', '类型') }),
  points: f.column('points', { ...forMembers, label: label('Points', '积分'), aggregate: ['sum', 'min', 'max'] }),
  at: f.column('at', { ...forMembers, label: label('At', '时间') }),
  reason: f.column('reason', {
    label: label('Reason', '原因'),
    group: false,
    input: t.text(500),
    personal: { subject: 'customerId' },
  }),
  key: f.column('key', { label: label('Key', '幂等键'), group: false, input: t.text(200) }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  fact: f.one(Fact, { ...forMembers, on: ['factId', 'id'], label: label('Purchase', '交易事实') }),
  counter: f.one(LoyaltyEntry, { ...forMembers, on: ['counterId', 'id'], label: label('Counterpart', '对应分录') }),
  postings: f.many(LoyaltyPosting, { on: ['id', 'entryId'], label: label('Lines', '分录行') }),
}));

export const postingFields = p.fields(LoyaltyPosting, (f) => ({
  entryId: f.column('entryId', { label: label('Entry’s id', '分录编号') }),
  lotId: f.column('lotId', { label: label('Lot’s id', '批次编号') }),
  book: f.column('book', { label: label('Book', '账簿') }),
  points: f.column('points', { label: label('Points', '积分'), aggregate: ['sum'] }),
  entry: f.one(LoyaltyEntry, { on: ['entryId', 'id'], label: label('Entry', '分录') }),
  lot: f.one(LoyaltyLot, { on: ['lotId', 'id'], label: label('Lot', '批次') }),
}));

export const ledgerOfCustomer = p.fields(Customer, (f) => ({
  loyaltyEntries: f.many(LoyaltyEntry, {
    ...forMembers,
    on: ['id', 'customerId'],
    orderBy: 'at',
    label: label('Points entries', '积分分录'),
  }),
  loyaltyLots: f.many(LoyaltyLot, { ...forMembers, on: ['id', 'customerId'], label: label('Lots of points', '积分批次') }),
}));
