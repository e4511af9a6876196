import { enumType, label } from '@guanxi/core';

export const CalendarEventStatus = enumType('CalendarEventStatus', {
  TENTATIVE: label('Tentative', '暂定'),
  CONFIRMED: label('Confirmed', '已确认'),
  CANCELLED: label('Cancelled', '已取消'),
});
export const CalendarVisibility = enumType('CalendarVisibility', {
  /** Seen by whoever may see the owner's, or the group's, calendar. */
  NORMAL: label('Normal', '普通'),
  /** Seen by the owner and the participants; for others there is busy time. */
  PRIVATE: label('Private', '私密'),
});
export const ParticipantResponse = enumType('ParticipantResponse', {
  NEEDS_ACTION: label('No answer yet', '未回复'),
  ACCEPTED: label('Accepted', '接受'),
  TENTATIVE: label('Perhaps', '待定'),
  DECLINED: label('Declined', '谢绝'),
});
