/** Transactions on one Postgres connection, in as few round trips as there are flights. */
import { GuanxiError } from '../../errors.ts';
import type { Result, Statement, TransactionOptions } from '../port.ts';
import type { Session } from '../scope.ts';
import type { Client, Sent } from './client.ts';

/** What opens a transaction: BEGIN, then the limits that differ from the connection's, which end with it. */
function opening(options: TransactionOptions): Statement[] {
  const settings: [name: string, value: string][] = [];
  if (options.timeoutMs !== undefined) settings.push(['statement_timeout', String(options.timeoutMs)]);
  if (options.lockTimeoutMs !== undefined) settings.push(['lock_timeout', String(options.lockTimeoutMs)]);
  const begin = { prepare: true, text: `begin${options.isolation === undefined ? '' : ` isolation level ${options.isolation}`}` };
  if (settings.length === 0) return [begin];
  const calls = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
  return [begin, { text: `select ${calls.join(', ')}`, params: settings.flat() }];
}

export function createSession(client: Client, giveBack: (reusable: boolean) => void): Session {
  let reusable = true;
  let limitMs: number | undefined;
  const send = ({ generic: _, ...statement }: Statement) =>
    client.send(statement, { once: true, ...(statement.endless ? { limitMs: 0 } : limitMs !== undefined && { limitMs }) });

  return {
    async begin(options) {
      const first = opening(options);
      limitMs = options.timeoutMs;
      const results = await inOrder([...first, ...(options.opening ?? [])].map(send));
      return results.slice(first.length);
    },
    flight: (statements) => inOrder(statements.map(send)),
    async commit(closing, after) {
      const closed = closing.map(send);
      const commit = send({ text: 'commit', prepare: true });
      const read = after.map(send);
      const [closingResult, commitResult, afterResult] = await Promise.allSettled([inOrder(closed), commit, inOrder(read)]);
      if (closingResult.status === 'rejected') throw closingResult.reason;
      if (commitResult.status === 'rejected') throw inDoubt(commitResult.reason);
      // COMMIT of an aborted transaction is no error to Postgres: it answers that it rolled back.
      if (commitResult.value.command !== 'COMMIT') throw new GuanxiError('TRANSACTION_ABORTED');
      if (afterResult.status === 'rejected') throw new GuanxiError('AFTER_COMMIT_FAILED', {}, { cause: afterResult.reason });
      return { closing: closingResult.value, after: afterResult.value };
    },
    async rollback() {
      try {
        await send({ text: 'rollback' });
      } catch {
        // A connection that cannot even roll back is closed, which rolls back as well.
        reusable = false;
      }
    },
    release: () => giveBack(reusable),
  };
}

/** Waits for all, so that nothing of a failed flight is still under way; then the first failure is the one that counts. */
async function inOrder(flight: readonly Promise<Sent>[]): Promise<readonly Result[]> {
  const settled = await Promise.allSettled(flight);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return { rows: one.value.rows, affected: one.value.affected };
  });
}

function inDoubt(error: unknown): unknown {
  return error instanceof GuanxiError && error.code === 'DATABASE_LOST' ? new GuanxiError('COMMIT_UNKNOWN', {}, { cause: error }) : error;
}
