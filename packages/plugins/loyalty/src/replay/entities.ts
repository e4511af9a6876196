import { type Entity, type EntityOf, label, t, through } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { replayLines, replays } from './tables.ts';

export interface LoyaltyReplay extends EntityOf<'LoyaltyReplay', typeof replays> {}
export const LoyaltyReplay: Entity<LoyaltyReplay> = p.entity('LoyaltyReplay', {
  table: replays,
  idPrefix: 'lrp',
  label: label('Replay of rules', '规则试算'),
  display: 'name',
  sealed: true,
  read: 'loyalty:manage',
});

export interface LoyaltyReplayLine extends EntityOf<'LoyaltyReplayLine', typeof replayLines> {}
export const LoyaltyReplayLine: Entity<LoyaltyReplayLine> = p.entity('LoyaltyReplayLine', {
  table: replayLines,
  idPrefix: 'lrl',
  label: label('Outcome of a replay', '试算结果'),
  sealed: true,
  history: 'none',
  read: through('customerId', 'loyalty:manage'),
});

export const replayFields = p.fields(LoyaltyReplay, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(200) }),
  state: f.column('state', { label: label('State', '状态') }),
  lines: f.many(LoyaltyReplayLine, { on: ['id', 'replayId'], orderBy: 'difference', label: label('Who gains or loses', '增减明细') }),
}));

export const replayLineFields = p.fields(LoyaltyReplayLine, (f) => ({
  replayId: f.column('replayId', { label: label('Replay’s id', '试算编号') }),
  before: f.column('before', { label: label('Earned', '原获得积分'), aggregate: ['sum'] }),
  after: f.column('after', { label: label('Would have earned', '试算获得积分'), aggregate: ['sum'] }),
  difference: f.column('difference', { label: label('More, or less', '增减积分'), aggregate: ['sum', 'min', 'max', 'median'] }),
  tierBefore: f.column('tierBefore', { label: label('Tier', '原等级') }),
  tierAfter: f.column('tierAfter', { label: label('Tier by it', '试算等级') }),
  replay: f.one(LoyaltyReplay, { on: ['replayId', 'id'], label: label('Replay', '规则试算') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));
