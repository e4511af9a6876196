/** Changes of rules, tried out over history before they are made. */
import type { Noun } from '../common.ts';
import { applyReplay, planReplay, replayRules } from './commands.ts';
import { replayFields, replayLineFields } from './entities.ts';
import * as events from './events.ts';

export const replay: Noun = {
  model: [replayFields, replayLineFields],
  commands: [planReplay, replayRules, applyReplay],
  refusals: [events.replayOfNothing, events.replayNeedsDrafts, events.replayApplied],
};

export { LoyaltyReplay, LoyaltyReplayLine, replayFields, replayLineFields } from './entities.ts';
export { ReplayState } from './enums.ts';
export { applyReplay, planReplay, replayRules };
