/** The API: the schema derived from what plugins declare, and operations over it. */
export { buildSchema, checkSchema, printSdl } from './schema/build.ts';
export type { SchemaProblem, SchemaSource } from './schema/derivation.ts';
export type { ApiBuilder } from './schema/types.ts';
export type { ApiContext } from './context.ts';
export { createExecutor, type Executor, type ExecutorOptions, type OperationAnswer } from './execute/execute.ts';
export { Lru } from './execute/lru.ts';
export type { OperationRequest } from './execute/request.ts';
export type { AnswerError } from './execute/errors.ts';
export type { StreamAnswer } from './stream/queue.ts';
export { StreamError, type Subscribed } from './stream/streaming.ts';
export { createStreams, type Streams } from './stream/subscribe.ts';
