/** Lines of JSON. A request's line says what was asked, how long it took and how it ended; never variables, which hold people's data. */
import type { Log } from '@guanxi/core';
import pino from 'pino';

/** For a server and for an engine alike. Writes to standard error, so that standard output stays a command's own. */
export function jsonLogger(o: LoggerOptions = {}): Log {
  const logger = pino(
    { level: o.level ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    o.destination ?? pino.destination(2),
  );
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  };
}

interface LoggerOptions {
  readonly level?: 'info' | 'warn' | 'error';
  readonly destination?: { write(line: string): void };
}
