/** The file of refused rows: where, what, why, and the row itself, so that it can be corrected and imported again. */
import { formatOf, writeTable } from '../tabular/index.ts';
import type { RefusedRow } from './options.ts';

export interface ErrorFile {
  add(row: RefusedRow): Promise<void>;
  close(): Promise<void>;
}

/** Made when the first row is refused: no file means no errors. */
export function errorFile(path: string, header: readonly string[]): ErrorFile {
  let writer: ReturnType<typeof writeTable> | null = null;
  return {
    async add({ line, problems, cells }) {
      writer ??= writeTable(path, formatOf(path) ?? 'csv', ['row', 'column', 'code', 'reason', ...header]);
      for (const { column, code, reason } of problems) await writer.row([String(line), column, code, reason, ...cells]);
    },
    close: async () => writer?.close(),
  };
}
