/** Files: what is known of them, and in whose folders they are. */
import type { Noun } from '../common.ts';
import { attachFile, deleteFile, detachFile, registerFile } from './commands.ts';
import * as events from './events.ts';
import { fileFields, fileLinkFields, filesOfCustomer } from './fields.ts';

export const files: Noun = {
  model: [fileFields, fileLinkFields, filesOfCustomer],
  commands: [registerFile, attachFile, detachFile, deleteFile],
  events: [events.FileRegistered, events.FileAttached, events.FileDeleted],
  refusals: [events.notAsDescribed, events.fileOfAnother],
};

export { File, FileLink } from './entities.ts';
export { fileFields } from './fields.ts';
export { FileAttached, FileDeleted, FileRegistered } from './events.ts';
export { attachFile, deleteFile, detachFile, registerFile };
