/**
 * A transaction that begins with its first statement: whoever calculates long before asking keeps no connection from others meanwhile.
 * On the embedded database, which has one, that is the difference between taking turns and working at once.
 */
import type { Result, Statement, TransactionOptions } from './port.ts';
import type { Session } from './scope.ts';

export function lateSession(acquire: () => Session | Promise<Session>): Session {
  let options: TransactionOptions = {};
  let begun: Promise<{ readonly session: Session; readonly results: readonly Result[] }> | null = null;

  /** BEGIN takes the first statements along. */
  async function begin(statements: readonly Statement[]) {
    const session = await acquire();
    const opening = options.opening ?? [];
    try {
      const results = await session.begin({ ...options, opening: [...opening, ...statements] });
      return { session, results: results.slice(opening.length) };
    } catch (error) {
      await session.rollback();
      session.release();
      throw error;
    }
  }
  /** Nothing where nobody asked, or where it could not begin. */
  const ifBegun = async (use: (session: Session) => unknown): Promise<void> => {
    const opened = await begun?.catch(() => null);
    if (opened) await use(opened.session);
  };

  return {
    async begin(o) {
      options = o;
      return [];
    },
    async flight(statements) {
      if (begun !== null) return (await begun).session.flight(statements);
      begun = begin(statements);
      return (await begun).results;
    },
    async commit(closing, after) {
      if (begun !== null) return (await begun).session.commit(closing, after);
      if (closing.length === 0 && after.length === 0) return { closing: [], after: [] };
      begun = begin(closing);
      const { session, results } = await begun;
      const committed = await session.commit([], after);
      return { closing: results, after: committed.after };
    },
    rollback: () => ifBegun((session) => session.rollback()),
    release: () => void ifBegun((session) => session.release()),
  };
}
