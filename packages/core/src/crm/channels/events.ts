import { p } from '../plugin.ts';

export const noChannel = p.refusal('CRM_NO_CHANNEL', {
  en: '"{value}" is no address of kind {kind}.',
  zh: '“{value}”不是有效的 {kind} 联系方式。',
});
