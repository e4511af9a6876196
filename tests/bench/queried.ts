/** A database whose statements outside transactions go another way. */
import type { Database } from '@guanxi/core/database';

/** The same database in all else. */
export function queriedBy(database: Database, query: Database['query']): Database {
  const { listen } = database;
  return {
    engine: database.engine,
    script: (text) => database.script(text),
    asOwner: (run) => database.asOwner(run),
    transaction: (run, o) => database.transaction(run, o),
    close: () => database.close(),
    ...(listen && { listen: (channel, heard) => listen.call(database, channel, heard) }),
    query,
  };
}

/** @param into Takes the text of each statement. */
export const overheard = (database: Database, into: string[]): Database =>
  queriedBy(database, (statement, o) => {
    into.push(statement.text);
    return database.query(statement, o);
  });
