/** The queries that README and demo show are files, so that they cannot drift apart. */
import { readFile } from 'node:fs/promises';

const folder = new URL('../../queries/', import.meta.url);

export const shownQueries = {
  nested: { variables: { industry: 'MACHINERY', first: 2 } },
  search: { variables: { text: 'wangfang' } },
  turnover: { variables: { from: '2026-01-01T00:00:00+08:00' } },
} as const;
export type ShownQuery = keyof typeof shownQueries;

export const queryText = (name: ShownQuery): Promise<string> => readFile(new URL(`${name}.graphql`, folder), 'utf8');
