/** What can be heard of merges, and what can be refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';

/** The survivor is the subject. */
export const CustomerMerged = p.event('crm.customer.merged', {
  label: label('Customers merged', '客户已合并'),
  subject: Customer,
  data: { duplicate: t.id(Customer) },
});
export const CustomerUnmerged = p.event('crm.customer.unmerged', {
  label: label('Customers unmerged', '客户合并已撤销'),
  subject: Customer,
  data: { duplicate: t.id(Customer) },
});

/** `details.candidates`: who it may be, with scores; confirm with `confirmNew` that it is none of them. */
export const possibleDuplicate = p.refusal('POSSIBLE_DUPLICATE', {
  en: 'This may be a customer that is there already: {count} look alike.',
  zh: '可能是已有客户：有 {count} 个相似客户。',
});
export const mergeWithItself = p.refusal('CRM_MERGE_ITSELF', {
  en: 'A customer cannot be merged with itself.',
  zh: '客户不能与自身合并。',
});
export const mergeOfKinds = p.refusal('CRM_MERGE_KINDS', {
  en: 'An organisation and a person are not one customer.',
  zh: '组织和个人不能合并。',
});
export const mergeOfMerged = p.refusal('CRM_MERGE_MERGED', {
  en: '{name} was merged into another customer before.',
  zh: '{name} 已合并到其他客户。',
});
export const notMerged = p.refusal('CRM_NOT_MERGED', { en: 'The customer is not merged into another.', zh: '该客户未被合并。' });
export const laterMerge = p.refusal('CRM_LATER_MERGE', {
  en: 'A later merge carried this one on; take that one back first.',
  zh: '之后的合并包含了本次合并，请先撤销后者。',
});
/** `details.edited`: the records. */
export const editedSinceMerge = p.refusal('CRM_EDITED_SINCE_MERGE', {
  en: '{count} records were changed since the merge; look them over and say `reviewed`.',
  zh: '合并之后有 {count} 条记录被修改，请核对后以 reviewed 确认。',
});
