/** Lists into files. */
export { allowExport } from './begin.ts';
export { planExport, writeList } from './export.ts';
