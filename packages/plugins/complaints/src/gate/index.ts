/** The gate: no promotion to who complains. */
import type { Noun } from '../common.ts';
import { liftPromotionBlock } from './commands.ts';
import { BlockLifted, nothingBlocked } from './events.ts';
import { blockFields, blocksOfCase } from './fields.ts';

export const gate: Noun = {
  model: [blockFields, blocksOfCase],
  commands: [liftPromotionBlock],
  events: [BlockLifted],
  refusals: [nothingBlocked],
};

export { PromotionBlock } from './entities.ts';
export { BlockLifted } from './events.ts';
export { liftPromotionBlock };
