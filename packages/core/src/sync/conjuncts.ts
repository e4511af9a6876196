/** The SQL of a policy taken apart at its ANDs: what links a row to another record can then be used without what follows from a third. */
import { SQL, StringChunk } from 'drizzle-orm';
import { symbolOf } from '../access/symbols.ts';

/** Expressions all of which hold where the given one does. One that cannot be taken apart is itself the only one. */
export function conjunctsOf(expression: SQL): readonly SQL[] {
  const pieces = flat(expression);
  const parts: unknown[][] = [[]];
  const state = { depth: 0, quoted: false };
  for (const piece of pieces) {
    const text = piece instanceof StringChunk ? piece.value : null;
    if (text === null) {
      parts.at(-1)?.push(piece);
      continue;
    }
    for (const token of text.split(/(\(|\)|'|\b(?:and|or|between|case)\b)/i)) {
      const word = token.toLowerCase();
      const isOutside = state.depth === 0 && !state.quoted;
      if (isOutside && (word === 'or' || word === 'between' || word === 'case')) return [expression];
      if (isOutside && word === 'and') {
        parts.push([]);
        continue;
      }
      if (token === "'") state.quoted = !state.quoted;
      else if (!state.quoted && token === '(') state.depth += 1;
      else if (!state.quoted && token === ')') state.depth -= 1;
      if (token !== '') parts.at(-1)?.push(new StringChunk(token));
    }
  }
  return parts.map((chunks) => new SQL(chunks as SQL['queryChunks']));
}

/** The symbols in an expression, those within fragments too. */
export const symbolsIn = (expression: SQL): readonly SQL[] => flat(expression).filter((c): c is SQL => symbolOf(c) !== null);

/** The expression with other chunks in some places. */
export const replaced = (expression: SQL, by: (chunk: unknown) => unknown): SQL => new SQL(flat(expression).map(by) as SQL['queryChunks']);

function flat(expression: SQL): readonly unknown[] {
  if (symbolOf(expression)) return [expression];
  return expression.queryChunks.flatMap((chunk): readonly unknown[] => (chunk instanceof SQL ? flat(chunk) : [chunk]));
}
