/** The bytes of a file go when its person is erased. Where nobody told the plugin of the store, the work is put aside for all to see. */

import { File } from '../files/entities.ts';
import { p } from '../plugin.ts';
import { FileErased } from './events.ts';

export const noFileStore = p.refusal('CRM_NO_FILE_STORE', {
  en: 'The bytes of an erased file are still kept: this program was not told where. Pass it the store as the option files of crm(), and retry the job.',
  zh: '已抹除文件的内容仍在存储中：程序未指定存储位置。请将存储作为 crm() 的 files 选项传入后重试任务。',
});

export const removeBytes = p.after(FileErased, async (scope, { subject }) => {
  const file = await scope.get(File, subject);
  // Deleted meanwhile: its bytes are no longer known by anything.
  if (!file) return;
  if (!scope.options.files) throw noFileStore({});
  await scope.options.files.remove(file.storageKey);
});
