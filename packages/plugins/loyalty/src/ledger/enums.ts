/** What the ledger knows: books, and why points move. */
import { enumType, label } from '@guanxi/core';

/** Every movement of points is from one book to another, so that all of them together come to nothing. */
export const LedgerBook = enumType('LoyaltyLedgerBook', {
  MEMBER: label('Points of members', '会员积分'),
  DEBT: label('Points owed by members', '会员欠还积分'),
  ISSUED: label('Points issued', '已发放'),
  HELD: label('Points held for reserved rewards', '预留冻结'),
  REDEEMED: label('Points redeemed', '已兑换'),
  EXPIRED: label('Points expired', '已过期'),
  ADJUSTED: label('Adjustments', '调整'),
  TRANSFERRED: label('Transfers under way', '转让过渡'),
});

/** The kinds of LOY-01, and TRANSFER. */
export const EntryKind = enumType('LoyaltyEntryKind', {
  EARN: label('Earned', '获得'),
  REDEEM: label('Redeemed', '兑换'),
  EXPIRE: label('Expired', '过期'),
  ADJUST: label('Adjusted', '调整'),
  REVERSE: label('Taken back', '冲销'),
  TRANSFER: label('Transferred', '转让'),
});
