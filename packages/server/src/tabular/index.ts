/** Tables in files: CSV, TSV and XLSX, read row by row and written safe for spreadsheets. */
export { detectEncoding, type Encoding } from './encoding.ts';
export { type Format, formatOf } from './format.ts';
export { type Cell, openTable, type Table, type TableRow } from './read.ts';
export { safeCell } from './safe-cell.ts';
export { type TableWriter, writeTable } from './write.ts';
