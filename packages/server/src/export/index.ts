/** Lists into files. */
export { planExport, writeList } from './export.ts';
