/** What can be heard of tags, and what is refused. */
import { label, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Tag } from './entities.ts';

const members = { customers: t.list(t.id(Customer)), contacts: t.list(t.id(Contact)) };

export const TagAttached = p.event('crm.tag.attached', { label: label('Tag attached', '标签已添加'), subject: Tag, data: members });
export const TagDetached = p.event('crm.tag.detached', { label: label('Tag detached', '标签已移除'), subject: Tag, data: members });

export const noColor = p.refusal('CRM_NO_COLOR', {
  en: '“{color}” is no colour: write it as #rrggbb.',
  zh: '“{color}”不是颜色，请写作 #rrggbb。',
});
export const nothingToTag = p.refusal('CRM_NOTHING_TO_TAG', {
  en: 'Name at least one customer or contact.',
  zh: '请至少指定一个客户或联系人。',
});
