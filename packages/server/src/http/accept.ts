/** In which of the two forms of JSON an answer goes out (GraphQL over HTTP, section 6.1): the first that the caller names. */

export type JsonType = 'application/json' | 'application/graphql-response+json';

const types: Readonly<Record<string, JsonType>> = {
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/json': 'application/json',
  'application/*': 'application/json',
  '*/*': 'application/json',
};

/** Null where the caller takes neither. */
export function acceptedType(accept: string | undefined): JsonType | null {
  if (accept === undefined || accept === '') return 'application/json';
  const known = types[accept];
  if (known) return known;
  for (const part of accept.replaceAll(/\s/g, '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';');
    const found = types[name];
    if (found && parameters.every((p) => !p.startsWith('charset=') || p === 'charset=utf-8')) return found;
  }
  return null;
}
