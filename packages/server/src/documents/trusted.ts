/**
 * Which document a request means, on every transport: its text, or the id of one that was published with an application (`documentId`, or
 * `extensions.persistedQuery.sha256Hash`). Nothing that a request brings is kept.
 */
import { GuanxiError } from '@guanxi/core';
import { type DocumentStore, finderOf, fits, hashOf } from './store.ts';

export interface DocumentOptions {
  readonly store: DocumentStore;
  /** Whether nothing else is answered. Default false. */
  readonly only?: boolean;
}

/** The parameters of a request, as they came. */
export interface Asked {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** The text to execute, or what stands in its place: whoever reads the request says what is wrong with that. */
export type DocumentOf = (asked: Asked) => Promise<unknown>;

/** @throws TypeError where the store is none */
export function trustedDocuments(o: DocumentOptions | undefined): DocumentOf {
  const find = finderOf(o?.store ?? new Map());
  const only = o?.only ?? false;

  async function byId(id: string, query: string | null): Promise<string> {
    if (query !== null && !fits(id, query)) throw new GuanxiError('BAD_INPUT', { problem: 'the id is the hash of another document' });
    const found = await find(id);
    if (found !== null && fits(id, found)) return found;
    if (query !== null && !only) return query;
    throw new GuanxiError('PERSISTED_QUERY_NOT_FOUND');
  }

  return async (asked) => {
    const id = idIn(asked);
    const query = typeof asked.query === 'string' && asked.query !== '' ? asked.query : null;
    if (id !== null) return byId(id, query);
    if (!only) return asked.query;
    const known = query === null ? null : await find(hashOf(query));
    if (known === null || known !== query) throw new GuanxiError('DOCUMENT_NOT_TRUSTED');
    return query;
  };
}

/** @throws BAD_INPUT */
function idIn({ documentId, extensions }: Asked): string | null {
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined;
  const id = documentId ?? (isObject(persisted) ? persisted['sha256Hash'] : undefined);
  if (id === undefined || id === null) return null;
  if (typeof id !== 'string' || id === '' || id.length > 200)
    throw new GuanxiError('BAD_INPUT', { problem: 'the id of a document is text' });
  return id.replace(/^sha256:/, '');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
