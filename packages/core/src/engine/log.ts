/** Where an engine without a logger says things: warnings and errors on stderr, one line each. */
import type { Log } from '../read/scope.ts';

const line = (level: string, message: string, fields?: object): void =>
  console.error(`${level} ${message}${fields ? ` ${JSON.stringify(fields)}` : ''}`);

export const consoleLog: Log = {
  info: () => undefined,
  warn: (message, fields) => line('warn', message, fields),
  error: (message, fields) => line('error', message, fields),
};
