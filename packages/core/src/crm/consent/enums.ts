/** For what a person may be reached, and why not (DATA-16). Plugins add purposes and reasons of theirs. */
import { enumType, label, openEnum } from '@guanxi/core';

export const ContactPurpose = openEnum('ContactPurpose', {
  MARKETING: label('Marketing', '营销推广'),
  SALES: label('Sales', '销售跟进'),
  SERVICE: label('Service', '客户服务'),
  SURVEY: label('Survey', '满意度调查'),
  CARE: label('Customer care', '客户关怀'),
  /** What an agreement or the law demands to be told: confirmations, invoices, recalls. */
  TRANSACTIONAL: label('Transactional', '交易通知'),
});

/** A text that whoever wants to reach the person may read: it says no more than that. */
export const SuppressionReason = openEnum('SuppressionReason', {
  REQUESTED: label('At their own request', '本人要求'),
  DISSATISFIED: label('Dissatisfied', '客户不满'),
  DISPUTE: label('Dispute under way', '纠纷处理中'),
  UNDELIVERABLE: label('Cannot be delivered to', '无法送达'),
  DECEASED: label('Deceased', '已故'),
  LEGAL: label('Required by law', '法律要求'),
  OTHER: label('Other', '其他'),
});

/** Why a person may not be reached. */
export const ContactRefusal = enumType('ContactRefusal', {
  NO_CHANNEL: label('No channel of that kind', '无此类联系方式'),
  NO_CONSENT: label('No consent', '未获同意'),
  CONSENT_WITHDRAWN: label('Consent withdrawn', '已撤回同意'),
  CONSENT_EXPIRED: label('Consent expired', '同意已过期'),
  SUPPRESSED: label('Suppressed', '联系受抑制'),
});
