/** What can be heard of points, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { LoyaltyAccount } from '../members/entities.ts';
import { p } from '../plugin.ts';

/** Once for each member and transaction; how many points they are is read from the account. */
export const PointsChanged = p.event('loyalty.points.changed', {
  label: label('Points changed', '积分变动'),
  subject: LoyaltyAccount,
  data: { customerId: t.id(Customer) },
});

export const tooFewPoints = p.refusal('LOYALTY_TOO_FEW_POINTS', {
  en: 'Only {available} of {asked} points are available.',
  zh: '需要 {asked} 分，可用 {available} 分。',
});
export const pointsExpired = p.refusal('LOYALTY_POINTS_EXPIRED', {
  en: 'Of the points that would be needed {expired} have expired; {available} of {asked} are available.',
  zh: '所需积分中有 {expired} 分已过期；需要 {asked} 分，可用 {available} 分。',
});
export const keyReused = p.refusal('LOYALTY_KEY_REUSED', {
  en: 'The key {key} stands for other points, or those of another member.',
  zh: '键 {key} 已用于其他积分或其他会员。',
});
export const transferToSelf = p.refusal('LOYALTY_TRANSFER_TO_SELF', {
  en: 'Points are transferred to somebody else.',
  zh: '积分只能转让给其他会员。',
});
export const adjustNothing = p.refusal('LOYALTY_ADJUST_NOTHING', {
  en: 'An adjustment is of some points, not none.',
  zh: '调整的积分不能为零。',
});
