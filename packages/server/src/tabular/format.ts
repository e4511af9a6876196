/** Which kind of table a file is, by its name. */
import { extname } from 'node:path';

export const formats = ['csv', 'tsv', 'xlsx'] as const;
export type Format = (typeof formats)[number];

/** Null when the ending says none of them. @example formatOf('客户.CSV') // 'csv' */
export function formatOf(path: string): Format | null {
  const ending = extname(path).slice(1).toLowerCase();
  return (formats as readonly string[]).includes(ending) ? (ending as Format) : ending === 'txt' ? 'tsv' : null;
}
