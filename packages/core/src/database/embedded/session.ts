/** Transactions on the embedded database's one connection. */
import { GuanxiError } from '../../errors.ts';
import type { Result, Statement } from '../port.ts';
import type { Session } from '../scope.ts';
import type { EngineResult, Thread } from './thread.ts';

export function createSession(thread: Thread, defaultTimeoutMs: number, release: () => void): Session {
  let timeoutMs = defaultTimeoutMs;
  const run = (statements: readonly Statement[]) => thread.run(statements, timeoutMs);

  return {
    async begin(options) {
      timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
      const begin = { text: `begin${options.isolation === undefined ? '' : ` isolation level ${options.isolation}`}` };
      const first = options.plans === 'kept' ? [begin, { text: 'set local plan_cache_mode = auto' }] : [begin];
      return plain(await run([...first, ...(options.opening ?? [])])).slice(first.length);
    },
    async flight(statements) {
      return plain(await run(statements));
    },
    async commit(closing, after) {
      const closed = closing.length === 0 ? [] : plain(await run(closing));
      const committed = await run([{ text: 'commit' }]).catch((error: unknown) => {
        throw thread.isGone() ? new GuanxiError('COMMIT_UNKNOWN', {}, { cause: error }) : error;
      });
      if (committed[0]?.command !== 'COMMIT') throw new GuanxiError('TRANSACTION_ABORTED');
      try {
        return { closing: closed, after: after.length === 0 ? [] : plain(await run(after)) };
      } catch (error) {
        throw new GuanxiError('AFTER_COMMIT_FAILED', {}, { cause: error });
      }
    },
    async rollback() {
      // A thread that is gone has rolled back with it.
      await run([{ text: 'rollback' }]).catch(() => undefined);
    },
    release,
  };
}

function plain(results: readonly EngineResult[]): Result[] {
  return results.map(({ rows, affected }) => ({ rows, affected }));
}
