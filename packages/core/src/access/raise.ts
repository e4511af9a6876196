/** Whether evaluating SQL on a row can raise, as far as its text tells: arithmetic, casts and functions that are not known to be total. */
const total = new Set([
  'all',
  'and',
  'any',
  'array',
  'as',
  'between',
  'bool_and',
  'bool_or',
  'btrim',
  'by',
  'case',
  'coalesce',
  'count',
  'else',
  'exists',
  'filter',
  'from',
  'greatest',
  'having',
  'in',
  'is',
  'least',
  'length',
  'limit',
  'lower',
  'ltrim',
  'max',
  'min',
  'not',
  'nullif',
  'on',
  'or',
  'over',
  'replace',
  'row',
  'rtrim',
  'select',
  'some',
  'sum',
  'then',
  'trim',
  'unnest',
  'upper',
  'values',
  'when',
  'where',
]);
// A placeholder of ours with its cast fails for the request, not for a row.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the character that marks a placeholder
const placeholders = /\u0001\d+\u0001(::[a-z]+(\[\])?)?/g;

export function canRaise(sql: string): boolean {
  const text = sql
    .replace(placeholders, '?')
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/count\(\*\)|"[^"]*"|\bt\d+\.\*/g, 'x')
    .toLowerCase();
  if (/[+\-*/%^|]|::|\bcast\b/.test(text)) return true;
  return [...text.matchAll(/([a-z_][a-z0-9_.]*)\s*\(/g)].some(([, name]) => !total.has(name as string));
}
