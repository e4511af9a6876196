/** Saved views: lists as people want to see them again. */
import type { Noun } from '../common.ts';
import { deleteView, saveView, updateView } from './commands.ts';
import * as events from './events.ts';
import { viewFields } from './fields.ts';

export const views: Noun = {
  model: [viewFields],
  commands: [saveView, updateView, deleteView],
  refusals: [events.viewNeedsOwner, events.viewOfAnother, events.viewInvalid, events.sharingForbidden],
};

export { View } from './entities.ts';
export { viewFields } from './fields.ts';
export type { ViewQuery } from './rules.ts';
export { deleteView, saveView, updateView };
