/** The record by which an operation is followed. Whatever is done is done in a step: one transaction that also says how far it is. */
import type { Actor } from '../access/actor.ts';
import type { Statement } from '../database/port.ts';
import { type AnyEntity, type Entity, entityRef } from '../model/entity.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { Call } from '../write/call.ts';
import type { OperationDefinition } from '../write/declarations.ts';
import type { CommandOutcome } from '../write/run.ts';
import type { Tx } from '../write/tx.ts';
import type { Job } from './job.ts';
import type { JobContext } from './kind.ts';
import { change, guarded } from './lease.ts';
import { runStep } from './step.ts';

export interface OperationRow {
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  readonly startedAt: Date | null;
}

interface Record extends AnyEntity {
  name: 'Operation';
  row: OperationRow;
  insert: { [K in keyof OperationRow]: OperationRow[K] } & { finishedAt: Date | null; lastError: unknown };
}
const Operation: Entity<Record> = entityRef<Record>('Operation');

/** An operation under way: of whom, with what. */
export interface Underway {
  readonly id: string;
  readonly job: Job;
  readonly context: JobContext;
  readonly definition: OperationDefinition;
  readonly actor: Actor;
  readonly call: Call;
  readonly input: Readonly<{ [key: string]: unknown }>;
}

export type Stepped = CommandOutcome | { readonly ok: 'cancelled' };

export interface OperationStep {
  /** What it does, before the record is locked: whoever cancels need not wait for it. */
  readonly run?: (tx: Tx<PluginType>) => Promise<void>;
  /** What becomes of the record. */
  readonly patch: (row: OperationRow, now: Date) => Partial<Record['insert']>;
  readonly closing?: readonly Statement[];
  /** Whether the job is over with it; else its lease is renewed, and its failures are forgotten: it has come on. */
  readonly ends?: Statement;
}

export async function step(on: Underway, { run, patch, closing = [], ends }: OperationStep): Promise<Stepped> {
  const { job, context, definition, actor } = on;
  let isCancelled = false;
  const held =
    ends ?? change(job, `attempts = 0, last_error = null, leased_until = now() + $4 * interval '1 millisecond'`, [context.options.leaseMs]);
  try {
    return await runStep(
      context.kernel,
      {
        plugin: definition.plugin,
        name: definition.name,
        async run(tx) {
          await run?.(tx);
          const row = await tx.lock(Operation, on.id as never);
          isCancelled = row.state === 'CANCELLED';
          if (isCancelled) throw new Error('the operation was cancelled');
          await tx.update(Operation, on.id as never, patch(row, tx.now));
        },
      },
      { actor, origin: { causation: job.causation, chain: job.chain }, closing: [guarded(held), ...closing] },
    );
  } catch (error) {
    if (isCancelled) return { ok: 'cancelled' };
    throw error;
  }
}
