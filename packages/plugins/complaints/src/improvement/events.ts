/** What can be heard of improvements, and what is refused (CMPL-06). */
import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { ImprovementItem } from './entities.ts';

const about = { responsibleId: t.id(Staff) } as const;
const of = <const N extends `complaints.improvement.${string}`>(name: N, en: string, zh: string) =>
  p.event(name, { label: label(en, zh), subject: ImprovementItem, data: about });

export const ImprovementOpened = of('complaints.improvement.opened', 'Improvement begun', '改进事项已立项');
export const ImprovementDone = of('complaints.improvement.done', 'Improvement done', '改进事项已整改');
export const ImprovementChecked = of('complaints.improvement.checked', 'Effect of an improvement checked', '改进效果已验证');
export const ImprovementClosed = of('complaints.improvement.closed', 'Improvement closed', '改进事项已关闭');

export const effectUnchecked = p.refusal('COMPLAINTS_EFFECT_UNCHECKED', {
  en: 'Whether "{title}" helped was not checked yet.',
  zh: '改进事项“{title}”尚未验证效果。',
});
export const ineffective = p.refusal('COMPLAINTS_INEFFECTIVE', {
  en: '"{title}" did not help; do something else about it first.',
  zh: '改进事项“{title}”未见效果，须先继续整改。',
});
export const improvementNot = p.refusal('COMPLAINTS_IMPROVEMENT_STATE', {
  en: '"{title}" is {state}; this is done to one that is {wanted}.',
  zh: '改进事项“{title}”的状态为 {state}；此操作仅适用于状态为 {wanted} 的事项。',
});
