/** What can be heard of files, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { File } from './entities.ts';

export const FileRegistered = p.event('crm.file.registered', {
  label: label('File uploaded', '文件已上传'),
  subject: File,
  data: { contentType: t.text(200), bytes: t.int() },
});
export const FileAttached = p.event('crm.file.attached', {
  label: label('File put into a folder', '文件已归档'),
  subject: File,
  data: { customerId: t.id(Customer) },
});
export const FileDeleted = p.event('crm.file.deleted', { label: label('File deleted', '文件已删除'), subject: File, data: {} });

export const notAsDescribed = p.refusal('CRM_FILE_DESCRIPTION', {
  en: 'This describes no file: {problem}.',
  zh: '文件描述无效：{problem}。',
});
export const fileOfAnother = p.refusal('CRM_FILE_OF_ANOTHER', {
  en: 'A file is deleted by who uploaded it.',
  zh: '文件只能由上传人删除。',
});
