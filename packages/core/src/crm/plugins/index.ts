/** Which of the installed plugins the tenant uses. */
import type { Noun } from '../common.ts';
import { disablePlugin, enablePlugin } from './commands.ts';
import * as events from './events.ts';
import { pluginChoiceFields } from './fields.ts';
import { pluginChange } from './queries.ts';

export const plugins: Noun = {
  model: [pluginChoiceFields],
  commands: [enablePlugin, disablePlugin],
  queries: [pluginChange],
  events: [events.PluginEnabled, events.PluginDisabled],
  refusals: [events.pluginUnknown, events.pluginIsCore, events.pluginNeeded, events.pluginNeeds, events.pluginStopped],
};

export { PluginChoice } from './entities.ts';
export { pluginChoiceFields } from './fields.ts';
export { PluginDisabled, PluginEnabled } from './events.ts';
export { pluginChange } from './queries.ts';
export { disablePlugin, enablePlugin };
