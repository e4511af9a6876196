/** A database whose user dies at the statement with a given number. */
import type { Database, Statement, Transaction } from '@guanxi/core/database';

/**
 * - `before`: the process dies before the statement is sent;
 * - `after`: the statement is carried out, and the process dies before it hears of it;
 * - `connection`: the server ends the connection instead of answering (inside a transaction; elsewhere like `before`).
 */
export type Death = 'before' | 'after' | 'connection';

export interface Killed {
  readonly database: Database;
  /** Whether the statement was reached. */
  isDead(): boolean;
}

const died = () => new Error('the process was killed');

export function killedAt(real: Database, statement: number, how: Death): Killed {
  let sent = 0;
  let dead = false;

  async function step<T>(send: () => Promise<T>, cut?: () => Promise<unknown>): Promise<T> {
    if (dead) throw died();
    sent += 1;
    if (sent !== statement) return send();
    if (how === 'after') await send();
    if (how === 'connection') await cut?.();
    dead = true;
    throw died();
  }

  const mortal = (tx: Transaction, committed: () => void): Transaction => {
    const cut = () => tx.query({ text: 'select pg_terminate_backend(pg_backend_pid())' }).catch(() => undefined);
    return {
      query: (one: Statement) => step(() => tx.query(one), cut) as never,
      flight: (all) => step(() => tx.flight(all), cut),
      commit: (closing, after) => {
        committed();
        return step(() => tx.commit(closing, after), cut);
      },
    };
  };

  const database: Database = {
    engine: real.engine,
    query: (one, o) => step(() => real.query(one, o)) as never,
    script: (text) => step(() => real.script(text)),
    asOwner: (run) => run(database),
    close: () => real.close(),
    transaction: (run, o) =>
      real.transaction(async (tx, opened) => {
        let isCommitted = false;
        const value = await run(
          mortal(tx, () => {
            isCommitted = true;
          }),
          opened,
        );
        // The commit is a statement as well: the last that can be lost.
        if (!isCommitted) await step(() => tx.commit());
        return value;
      }, o),
  };
  return { database, isDead: () => dead };
}
