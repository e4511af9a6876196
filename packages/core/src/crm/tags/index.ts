/** Tags: words that people put on customers and contacts. */
import type { Noun } from '../common.ts';
import { attachTag, createTag, deleteTag, detachTag, updateTag } from './commands.ts';
import * as events from './events.ts';
import { contactTaggingFields, customerTaggingFields, tagFields, tagsOfContact, tagsOfCustomer } from './fields.ts';

export const tags: Noun = {
  model: [tagFields, customerTaggingFields, contactTaggingFields, tagsOfCustomer, tagsOfContact],
  commands: [createTag, updateTag, deleteTag, attachTag, detachTag],
  events: [events.TagAttached, events.TagDetached],
  refusals: [events.noColor, events.nothingToTag],
};

export { Tag } from './entities.ts';
export { tagFields } from './fields.ts';
export { TagAttached, TagDetached } from './events.ts';
export { attachTag, createTag, deleteTag, detachTag, updateTag };
