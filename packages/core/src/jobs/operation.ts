/**
 * Operations: long work in batches, each a transaction with the rights of whoever started it. First all items are listed, then they are
 * done; a worker that ends in between leaves the rest to another.
 */

import type { Actor } from '../access/actor.ts';
import { GuanxiError } from '../errors.ts';
import { openCall } from '../write/call.ts';
import { readingFrom } from '../write/reading.ts';
import { accessOf, scopeFor } from '../write/scope.ts';
import { sqlNow } from './due.ts';
import { putAside } from './failure.ts';
import type { Job } from './job.ts';
import type { JobContext, JobKind } from './kind.ts';
import { change, freed, removal } from './lease.ts';
import { doBatch, OperationRefusal } from './operation-batch.ts';
import { forgetItems, type Item, nextItems, refusedItems, storeItems } from './operation-items.ts';
import { step, type Underway } from './operation-record.ts';
import { revived } from './revive.ts';
import { outputOf } from './step.ts';

/** Items listed by one transaction. */
const CHUNK = 1_000;

interface OperationInput {
  readonly operation: string;
  /** Who started it, with the rights they had then. */
  readonly actor: Actor;
}

export const operation: JobKind = {
  kind: 'OPERATION',
  known: ({ registry, model }) =>
    model.entities.has('Operation') ? [...registry.operations.values()].map((o) => `${o.plugin} ${o.name}`) : [],
  async run(job, context) {
    const found = await underway(job, context);
    const database = await context.kernel.database();
    const end = () => database.query(removal(job), { priority: 'worker' });
    if (found === null) return void (await end());
    const { on, state, isListed } = found;
    const goesOn = isListed ? state !== 'QUEUED' || (await takeBack(on)) : await list(on);
    if (!goesOn || !(await doAll(on))) {
      // Cancelled, or this worker stops and another goes on.
      await (context.isStopping() ? database.query(change(job, freed), { priority: 'worker' }) : end());
      return;
    }
    await step(on, { patch: (_, now) => ({ state: 'DONE', finishedAt: now, lastError: null }), ends: removal(job) });
  },
  async putAside(job, error, context) {
    const found = await underway(job, context);
    const database = await context.kernel.database();
    if (found === null) return void (await database.query(removal(job), { priority: 'worker' }));
    const { on, isListed } = found;
    await step(on, {
      // A list that was not finished is made anew.
      patch: (row, now) => ({ state: 'FAILED', finishedAt: now, lastError: error, ...(!isListed && { startedAt: null, total: row.done }) }),
      closing: isListed ? [] : [forgetItems({ tenant: job.tenant, operation: on.id }, 'all')],
      ends: putAside(job, error, sqlNow(context.kernel.clock)),
    });
  },
};

interface Found {
  readonly on: Underway;
  readonly state: string;
  readonly isListed: boolean;
}

/** Null where it is gone or was cancelled. */
async function underway(job: Job, context: JobContext): Promise<Found | null> {
  const { kernel } = context;
  const { operation: id, actor } = job.input as OperationInput;
  const definition = kernel.registry.operations.get(job.name);
  if (!definition) throw new GuanxiError('JOB_UNKNOWN', { plugin: job.plugin, name: job.name });
  const database = await kernel.database();
  const { rows } = await database.query(
    { text: 'select state, input, started_at from crm.operation where tenant_id = $1 and id = $2', params: [job.tenant, id] },
    { priority: 'worker' },
  );
  const [row] = rows;
  const state = String(row?.['state']);
  if (!row || state === 'CANCELLED' || state === 'DONE') return null;
  const call = await openCall(kernel, actor);
  const input = revived(call, definition.input, JSON.parse(String(row['input'])));
  const on = { id, job, context, definition, actor, call, input };
  return { on, state, isListed: row['started_at'] !== null && state !== 'LISTING' };
}

/** Lists all items, from the beginning: of a list that was broken off nobody knows the place. */
async function list(on: Underway): Promise<boolean> {
  const { call, definition, context } = on;
  const of = { tenant: on.job.tenant, operation: on.id };
  const begun = await step(on, {
    patch: (_, now) => ({ state: 'LISTING', startedAt: now, total: 0, finishedAt: null, lastError: null }),
    closing: [forgetItems(of, 'all')],
  });
  if (begun.ok === 'cancelled') return false;
  const database = await context.kernel.database();
  const reading = readingFrom(call, { query: (statement) => database.query(statement, { priority: 'worker' }) });
  const scope = scopeFor(call, definition.plugin, accessOf(call), reading);
  let listed = 0;
  const store = async (items: readonly unknown[]): Promise<boolean> => {
    const numbered: readonly Item[] = items.map((item, i) => ({ number: listed + i + 1, item }));
    listed += items.length;
    return (await step(on, { patch: () => ({ total: listed }), closing: [storeItems(of, numbered)] })).ok === true;
  };
  let chunk: unknown[] = [];
  for await (const item of definition.items(scope, on.input)) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    if (context.isStopping() || !(await store(chunk))) return false;
    chunk = [];
  }
  if (chunk.length > 0 && !(await store(chunk))) return false;
  return (await step(on, { patch: () => ({ state: 'RUNNING' }) })).ok === true;
}

/** Tried again: what was refused is to be done once more. */
async function takeBack(on: Underway): Promise<boolean> {
  const of = { tenant: on.job.tenant, operation: on.id };
  const database = await on.context.kernel.database();
  for (;;) {
    const refused = await refusedItems(database, of, CHUNK);
    const outcome = await step(on, {
      run: (tx) =>
        tx.remove(
          OperationRefusal,
          refused.map((r) => r.id as never),
        ),
      patch: (row) => ({
        refused: row.refused - refused.length,
        finishedAt: null,
        lastError: null,
        ...(refused.length < CHUNK && { state: 'RUNNING' }),
      }),
      closing: refused.length > 0 ? [storeItems(of, refused)] : [],
    });
    if (outcome.ok === 'cancelled') return false;
    outputOf(outcome);
    if (refused.length < CHUNK) return true;
  }
}

/** @returns false where it was cancelled, or the worker stops */
async function doAll(on: Underway): Promise<boolean> {
  const database = await on.context.kernel.database();
  for (let after = 0; ; ) {
    if (on.context.isStopping()) return false;
    const items = await nextItems(database, { tenant: on.job.tenant, operation: on.id }, after, on.definition.batch);
    const last = items.at(-1);
    if (!last) return true;
    if (!(await doBatch(on, items))) return false;
    after = last.number;
  }
}
