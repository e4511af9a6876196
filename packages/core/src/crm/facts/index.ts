/** Transaction facts: the ledger of what customers bought, fed by every plugin. */
import type { Noun } from '../common.ts';
import { buyersAreOwn, recordFact } from './commands.ts';
import * as events from './events.ts';
import { factFields, factsOfCustomer } from './fields.ts';
import { factSummary } from './queries.ts';
import { reverseFact } from './reverse.ts';

export const facts: Noun = {
  model: [factFields, factsOfCustomer],
  commands: [recordFact, reverseFact],
  events: [events.FactRecorded, events.FactReversed],
  refusals: [
    events.negativeValue,
    events.otherCurrency,
    events.factInFuture,
    events.reversalOfReversal,
    events.aboveOriginal,
    events.reversalOfNothing,
    events.reversalTooEarly,
  ],
  hooks: [buyersAreOwn],
  queries: [factSummary],
};

export { Fact } from './entities.ts';
export { factFields } from './fields.ts';
export { FactRecorded, FactReversed } from './events.ts';
export { midnightIn } from './rules.ts';
export { factSummary, recordFact, reverseFact };
