/**
 * The write path: the only way to change anything. A command is checked, run, guarded, logged and answered here, in two flights.
 *
 * @example
 * const outcome = await runCommand(kernel, 'redeemPoints', { account: 'lac_0190…', points: 50 }, { actor, wire: true, key: request.key });
 */
export { type CommandCall, type CommandOutcome, type ReplyContext, runCommand, runUnlisted } from './run.ts';
export { type Call, openCall } from './call.ts';
export { accessOf, apiFor, scopeFor, systemAccess } from './scope.ts';
export { type Reading, readingFrom } from './reading.ts';
export { type BatchCall, type RowOutcome, runBatch } from './batch.ts';
export { inputOf } from './check-input.ts';
export type { UserError } from './problems.ts';
export type { BoundCommand, InstalledPlugin, Kernel, Registry } from './kernel.ts';
