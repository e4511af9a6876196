/** A database that tells the statements that it is sent outside transactions. */
import type { Database } from '@guanxi/core/database';

/** @param into Takes the text of each. */
export function overheard(database: Database, into: string[]): Database {
  const { listen } = database;
  return {
    engine: database.engine,
    script: (text) => database.script(text),
    asOwner: (run) => database.asOwner(run),
    transaction: (run, o) => database.transaction(run, o),
    close: () => database.close(),
    ...(listen && { listen: (channel, heard) => listen.call(database, channel, heard) }),
    query(statement, o) {
      into.push(statement.text);
      return database.query(statement, o);
    },
  };
}
