/** Transactions on one Postgres connection, in as few round trips as there are flights. */
import { GuanxiError } from '../../errors.ts';
import type { Result, Statement, TransactionOptions } from '../port.ts';
import type { Session } from '../scope.ts';
import type { Answer, Client, FlightOptions } from './client.ts';

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
  let how: FlightOptions = { plans: 'custom' };

  return {
    begin(options) {
      how = { plans: options.plans ?? 'custom', limitMs: options.timeoutMs };
      // A connection keeps to one way of planning; where it cannot, each transaction says so for itself.
      const planning = options.plans === 'kept' && !client.keepsSettings ? [{ text: 'set local plan_cache_mode = auto' }] : [];
      const first = [...opening(options), ...planning];
      return client.flight([...first, ...(options.opening ?? [])], how).then((answers) => results(answers).slice(first.length));
    },
    flight: (statements) => client.flight(statements, how).then(results),
    async commit(closing, after) {
      const [answers, read] = await Promise.all([
        client.flight([...closing, { text: 'commit', prepare: true }], how),
        // What is prepared is planned for its values there too, unless its plan is known to be the same for all.
        client.flight(after, { plans: after.some((statement) => statement.prepare && !statement.generic) ? 'custom' : how.plans }),
      ]);
      const closed = results(answers.slice(0, closing.length));
      const committed = answers[closing.length] as Answer;
      if ('failure' in committed) throw inDoubt(committed.failure);
      // COMMIT of an aborted transaction is no error to Postgres: it answers that it rolled back.
      if (committed.command !== 'COMMIT') throw new GuanxiError('TRANSACTION_ABORTED');
      const unread = read.find((answer) => 'failure' in answer);
      if (unread) throw new GuanxiError('AFTER_COMMIT_FAILED', {}, { cause: unread.failure });
      return { closing: closed, after: results(read) };
    },
    async rollback() {
      const [answer] = await client.flight([{ text: 'rollback' }], how);
      // A connection that cannot even roll back is closed, which rolls back as well.
      if (answer && 'failure' in answer) reusable = false;
    },
    release: () => giveBack(reusable),
  };
}

/** The first failure is the one that counts; all were waited for, so that nothing of a failed flight is still under way. */
const results = (answers: readonly Answer[]): readonly Result[] =>
  answers.map((answer) => {
    if ('failure' in answer) throw answer.failure;
    return { rows: answer.rows, affected: answer.affected };
  });

function inDoubt(error: unknown): unknown {
  return error instanceof GuanxiError && error.code === 'DATABASE_LOST' ? new GuanxiError('COMMIT_UNKNOWN', {}, { cause: error }) : error;
}
