/** Where trusted documents are: a map from id to text, the JSON file of one, or a function that finds them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type DocumentStore = ReadonlyMap<string, string> | string | ((id: string) => Found | Promise<Found>);
type Found = string | null | undefined;

type FindDocument = (id: string) => Promise<string | null>;

/** Of a document, as clients and manifests name it: SHA-256, in hexadecimal digits. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const isHash = (id: string): boolean => /^[0-9a-f]{64}$/.test(id);

/** Whether an id that is a hash is that of the text; any other name is as good as the store that gives it. */
export const fits = (id: string, text: string): boolean => !isHash(id) || hashOf(text) === id;

/** @throws TypeError where a manifest is no manifest, or has a document under the hash of another */
export function finderOf(store: DocumentStore): FindDocument {
  if (typeof store === 'function') return async (id) => (await store(id)) ?? null;
  const documents = typeof store === 'string' ? manifestIn(store) : store;
  for (const [id, text] of documents) if (!fits(id, text)) throw new TypeError(`the document under "${id}" has another hash`);
  return async (id) => documents.get(id) ?? null;
}

function manifestIn(path: string): ReadonlyMap<string, string> {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  const entries = typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest) ? Object.entries(manifest) : null;
  if (!entries?.every(([, text]) => typeof text === 'string')) throw new TypeError(`"${path}" is no manifest: { "<hash>": "<document>" }`);
  return new Map(entries as [string, string][]);
}
