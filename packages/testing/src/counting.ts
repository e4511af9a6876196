/** A database that tells which statements went to it. */
import type { Database, Statement, Transaction } from '@guanxi/core/database';

export interface CountedDatabase {
  readonly database: Database;
  /** The statements sent while `run` ran, in order; BEGIN and COMMIT are not among them. */
  record<T>(run: () => Promise<T>): Promise<{ readonly value: T; readonly statements: readonly string[] }>;
}

export function counted(inner: Database): CountedDatabase {
  const listeners = new Set<string[]>();
  const note = (statements: readonly Statement[]): void => {
    for (const listener of listeners) listener.push(...statements.map((s) => s.text));
  };
  const database: Database = {
    engine: inner.engine,
    query(statement, options) {
      note([statement]);
      return inner.query(statement, options);
    },
    transaction(run, options = {}) {
      return inner.transaction((tx, opened) => {
        note(options.opening ?? []);
        return run(countedTransaction(tx, note), opened);
      }, options);
    },
    script: (text) => inner.script(text),
    asOwner: (run) => inner.asOwner(run),
    ...(inner.listen && { listen: inner.listen.bind(inner) }),
    close: () => inner.close(),
  };
  return {
    database,
    async record(run) {
      const statements: string[] = [];
      listeners.add(statements);
      try {
        return { value: await run(), statements };
      } finally {
        listeners.delete(statements);
      }
    },
  };
}

const countedTransaction = (tx: Transaction, note: (statements: readonly Statement[]) => void): Transaction => ({
  query(statement) {
    note([statement]);
    return tx.query(statement);
  },
  flight(statements) {
    note(statements);
    return tx.flight(statements);
  },
  commit(closing = [], after = []) {
    note([...closing, ...after]);
    return tx.commit(closing, after);
  },
});
