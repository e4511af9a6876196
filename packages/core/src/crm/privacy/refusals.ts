/** What is refused of people whose data is asked for, held or erased. */
import { p } from '../plugin.ts';

export const personErased = p.refusal('CRM_PERSON_ERASED', {
  en: 'This person was erased at {at}: nothing is known or added of them any more.',
  zh: '该人的信息已于 {at} 抹除，不再保存或新增任何内容。',
});
export const legalHold = p.refusal('CRM_LEGAL_HOLD', {
  en: '{who} has put this person under legal hold until {until}: {reason}',
  zh: '{who}已对此人设置法律保全，至 {until}：{reason}',
});
export const noPerson = p.refusal('CRM_NOT_A_PERSON', {
  en: 'This is an organisation: only what is known of a person is exported, held or erased.',
  zh: '这是组织：只有个人的信息才能导出、保全或抹除。',
});
export const notDeleted = p.refusal('CRM_PERSON_NOT_DELETED', {
  en: 'No person of this id was deleted; one that is there is named as the contact, customer or member of staff that it is.',
  zh: '没有该编号的已删除人员；仍存在的人员请按联系人、客户或员工指明。',
});
export const stillActive = p.refusal('CRM_STAFF_ACTIVE', {
  en: '{name} is still active: deactivate them first.',
  zh: '{name}仍在职，请先停用。',
});
export const holdOver = p.refusal('CRM_LEGAL_HOLD_OVER', {
  en: 'This legal hold is over.',
  zh: '该法律保全已结束。',
});
export const holdInPast = p.refusal('CRM_LEGAL_HOLD_PAST', {
  en: 'A legal hold cannot end at {until}, which is past.',
  zh: '法律保全不能在过去的时间 {until} 结束。',
});
