/**
 * A script as its single statements. Sent in one piece Postgres would run them as one transaction, in which
 * `CREATE INDEX CONCURRENTLY` is refused.
 */

// What may hold a semicolon that ends nothing: comments, quoted names, texts (with backslashes after E), dollar-quoted bodies.
const OPAQUE = /--[^\n]*|\/\*|"(?:[^"]|"")*"|\b[eE]'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'|\$([\p{L}_][\p{L}\p{N}_]*)?\$|;/gsu;

export function splitScript(text: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let bare = '';
  let from = 0;
  OPAQUE.lastIndex = 0;
  for (let found = OPAQUE.exec(text); found !== null; found = OPAQUE.exec(text)) {
    const [token] = found;
    bare += text.slice(from, found.index);
    if (token === ';') {
      if (bare.trim() !== '') statements.push(text.slice(start, found.index).trim());
      start = OPAQUE.lastIndex;
      bare = '';
    } else if (token === '/*') {
      OPAQUE.lastIndex = endOfComment(text, OPAQUE.lastIndex);
    } else if (token.startsWith('$')) {
      const end = text.indexOf(token, OPAQUE.lastIndex);
      OPAQUE.lastIndex = end < 0 ? text.length : end + token.length;
      bare += token;
    } else if (!token.startsWith('--')) {
      bare += token;
    }
    from = OPAQUE.lastIndex;
  }
  bare += text.slice(from);
  if (bare.trim() !== '') statements.push(text.slice(start).trim());
  return statements;
}

/** Comments of Postgres nest. */
function endOfComment(text: string, from: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = from;
  let depth = 1;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}
