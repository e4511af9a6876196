/** Operations: long work with a progress, its refused items, and what can be done with it. */
import type { Noun } from '../common.ts';
import { cancelOperation, retryOperation } from './commands.ts';
import { isOver, nothingToRetry, OperationCancelled, OperationRetried } from './events.ts';
import { operationFields, operationRefusalFields } from './fields.ts';

export const operations: Noun = {
  model: [operationFields, operationRefusalFields],
  commands: [cancelOperation, retryOperation],
  events: [OperationCancelled, OperationRetried],
  refusals: [isOver, nothingToRetry],
};

export { Operation, OperationRefusal } from './entities.ts';
export { operationFields, operationRefusalFields } from './fields.ts';
export { OperationCancelled, OperationRetried } from './events.ts';
export { cancelOperation, retryOperation };
