/** What is refused of saved views. Nobody needs to hear of them. */
import { p } from '../plugin.ts';

export const viewNeedsOwner = p.refusal('CRM_VIEW_NEEDS_OWNER', { en: 'Views are saved by members of staff.', zh: '视图只能由员工保存。' });
export const viewOfAnother = p.refusal('CRM_VIEW_OF_ANOTHER', {
  en: 'A view is changed by who saved it, or by who manages views.',
  zh: '视图只能由保存人或视图管理员修改。',
});
export const viewInvalid = p.refusal('CRM_VIEW_INVALID', { en: 'The view cannot be shown: {problem}', zh: '视图无效：{problem}' });
export const sharingForbidden = p.refusal('CRM_VIEW_SHARING', {
  en: 'Only who manages views shares them.',
  zh: '只有视图管理员可以共享视图。',
});
