/**
 * Reads a table row by row. CSV and TSV stream in constant memory; XLSX is held whole (its format allows nothing else), so its size is
 * bounded.
 */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GuanxiError } from '@guanxi/core';
import { parse } from 'csv-parse';
import { detectEncoding, type Encoding } from './encoding.ts';
import { type Format, formatOf } from './format.ts';

/** A cell's text as the file has it, trimmed; empty for none. */
type Cell = string;
export interface TableRow {
  /** Line of the file for CSV and TSV, row of the sheet for XLSX; the header is 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
}
export interface Table {
  readonly format: Format;
  readonly encoding: Encoding | null;
  readonly header: readonly string[];
  /** How many bytes there are, for a progress bar; `bytesRead` says how far it is. */
  readonly bytes: number;
  bytesRead(): number;
  rows(): AsyncIterable<TableRow>;
}

/** An XLSX file is read whole; a larger one is refused (save it as CSV instead). */
const maxXlsxBytes = 50 * 1024 * 1024;

const problem = (text: string, zh: string): GuanxiError => new GuanxiError({ code: 'BAD_INPUT', en: text, zh });

/** @throws GuanxiError BAD_INPUT for a file that is none of the formats, is empty, or names a column twice. */
export async function openTable(path: string, o: { readonly format?: Format; readonly encoding?: Encoding } = {}): Promise<Table> {
  const format = o.format ?? formatOf(path);
  if (format === null)
    throw problem(
      `"${path}" is neither .csv, .tsv nor .xlsx: say which with --format.`,
      `“${path}”不是 .csv、.tsv 或 .xlsx 文件，请用 --format 指明。`,
    );
  const { size } = await stat(path);
  const table = format === 'xlsx' ? await openXlsx(path, size) : await openText(path, format, size, o.encoding);
  const twice = table.header.find((name, i) => table.header.indexOf(name) !== i);
  if (twice !== undefined) throw problem(`The header names the column "${twice}" twice.`, `表头中列“${twice}”重复。`);
  if (table.header.length === 0) throw problem('The file has no header line.', '文件没有表头。');
  return table;
}

async function openText(path: string, format: 'csv' | 'tsv', bytes: number, given: Encoding | undefined): Promise<Table> {
  const encoding = given ?? detectEncoding(await head(path, 65_536));
  let read = 0;
  const rows = async function* (): AsyncGenerator<TableRow> {
    const parser = parse({
      delimiter: format === 'csv' ? ',' : '\t',
      quote: format === 'csv' ? '"' : null,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    const decoded = decodedChunks(path, encoding, (length) => {
      read += length;
    });
    // What goes wrong reaches whoever reads the parser; leaving early ends the whole pipeline.
    pipeline(Readable.from(decoded), parser).catch(() => undefined);
    try {
      for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
        yield { line: info.lines, cells: record };
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
        throw problem(
          `The file is no valid ${format.toUpperCase()}: ${error.message}`,
          `文件不是有效的 ${format.toUpperCase()}：${error.message}`,
        );
      throw error;
    }
  };
  const header = await firstRow(rows());
  read = 0;
  return { format, encoding, header, bytes, bytesRead: () => read, rows: () => skipFirst(rows()) };
}

async function* decodedChunks(path: string, encoding: Encoding, onBytes: (length: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    onBytes(chunk.length);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

async function openXlsx(path: string, bytes: number): Promise<Table> {
  if (bytes > maxXlsxBytes)
    throw problem(
      `The workbook is ${Math.ceil(bytes / 1048576)} MB; at most 50 MB are read. Save it as CSV.`,
      `工作簿为 ${Math.ceil(bytes / 1048576)} MB，最多读取 50 MB。请另存为 CSV。`,
    );
  const { readSheet } = await import('read-excel-file/node');
  const sheet = await readSheet(path, { trim: true });
  const text = sheet.map((row) => row.map(cellText));
  const [header = [], ...rest] = text;
  let done = 0;
  return {
    format: 'xlsx',
    encoding: null,
    header,
    bytes,
    bytesRead: () => Math.round((bytes * done) / Math.max(1, rest.length)),
    async *rows() {
      for (const [i, cells] of rest.entries()) {
        done = i + 1;
        if (cells.some((c) => c !== '')) yield { line: i + 2, cells };
      }
    },
  };
}

/** Dates of a workbook carry no zone: they come as `YYYY-MM-DD` or local date and time, as a CSV would have them. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
  }
  return String(value).trim();
}

async function head(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function firstRow(rows: AsyncIterable<TableRow>): Promise<readonly string[]> {
  for await (const row of rows) return row.cells;
  return [];
}

async function* skipFirst(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  let first = true;
  for await (const row of rows) {
    if (!first) yield row;
    first = false;
  }
}
