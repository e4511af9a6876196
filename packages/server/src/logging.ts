/** One line of JSON a request: what was asked, how long it took, how it ended. Never variables, which hold people's data. */
import pino from 'pino';

export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Writes to standard error, so that standard output stays a command's own. */
export const jsonLogger = (level: 'info' | 'warn' | 'error' = 'info'): Logger => pino({ level, base: null }, pino.destination(2));
