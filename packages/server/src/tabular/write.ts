/** Writes a table row by row, every cell safe to open in a spreadsheet. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Format } from './format.ts';
import { safeCell } from './safe-cell.ts';

export interface TableWriter {
  row(cells: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** CSV gets a byte order mark, without which spreadsheets read UTF-8 Chinese as something else. */
export function writeTable(path: string, format: Format, header: readonly string[]): TableWriter {
  return format === 'xlsx' ? xlsxWriter(path, header) : textWriter(path, format, header);
}

function textWriter(path: string, format: 'csv' | 'tsv', header: readonly string[]): TableWriter {
  const out = stringify({ delimiter: format === 'csv' ? ',' : '\t', bom: format === 'csv', record_delimiter: 'windows' });
  const file = out.pipe(createWriteStream(path));
  const failed = new Promise<never>((_, reject) => file.once('error', reject));
  failed.catch(() => undefined);
  const put = async (cells: readonly string[]): Promise<void> => {
    if (!out.write(cells.map(safeCell))) await Promise.race([once(out, 'drain'), failed]);
  };
  const started = put(header);
  return {
    async row(cells) {
      await started;
      await put(cells);
    },
    async close() {
      await started;
      out.end();
      await finished(file);
    },
  };
}

function xlsxWriter(path: string, header: readonly string[]): TableWriter {
  const rows: string[][] = [header.map(safeCell)];
  return {
    async row(cells) {
      rows.push(cells.map(safeCell));
    },
    async close() {
      const { default: writeXlsxFile } = await import('write-excel-file/node');
      await writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toFile(path);
    },
  };
}
