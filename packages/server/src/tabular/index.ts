/** Tables in files: CSV, TSV and XLSX, read row by row and written safe for spreadsheets. */
export type { Encoding } from './encoding.ts';
export { type Format, formatOf } from './format.ts';
export { openTable, type Table, type TableRow } from './read.ts';
export { type TableWriter, writeTable } from './write.ts';
