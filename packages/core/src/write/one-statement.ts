/**
 * What a transaction leaves at its end, as one statement: each statement costs both sides a message, whatever it does. They may be one where
 * each writes a table of its own, for the parts of a statement are done in no order, and none sees what another wrote. Foreign keys are
 * checked when the whole is over.
 */
import type { Statement } from '../database/port.ts';

/**
 * Texts made of others, by those, one after the other: joined into one key they would be as long again as the text, and hashed for every
 * command. A few commands make most of them.
 */
const MAX_TEXTS = 500;
interface Known {
  text?: string;
  readonly next: Map<string, Known>;
}
let known: Known = { next: new Map() };
let count = 0;

/** @param statements Writes of different tables, without answers; parameters are numbered anew. */
export function oneStatement(statements: readonly Statement[]): Statement {
  const [only, second] = statements;
  if (only && !second) return only;
  let at = known;
  for (const { text } of statements) {
    const next = at.next.get(text) ?? { next: new Map() };
    at.next.set(text, next);
    at = next;
  }
  at.text ??= made(statements);
  return { text: at.text, params: statements.flatMap((s) => s.params ?? []), prepare: true };
}

function made(statements: readonly Statement[]): string {
  count += 1;
  if (count > MAX_TEXTS) {
    known = { next: new Map() };
    count = 0;
  }
  return joined(statements);
}

function joined(statements: readonly Statement[]): string {
  let before = 0;
  const parts = statements.map(({ text, params = [] }) => {
    const shift = before;
    before += params.length;
    return text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + shift}`);
  });
  const last = parts.pop() ?? '';
  return `with ${parts.map((part, i) => `w${i} as (${part})`).join(', ')} ${last}`;
}
