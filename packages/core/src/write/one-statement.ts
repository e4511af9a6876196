/**
 * What a transaction leaves at its end, as one statement: each statement costs both sides a message, whatever it does. They may be one where
 * each writes a table of its own, for the parts of a statement are done in no order, and none sees what another wrote. Foreign keys are
 * checked when the whole is over.
 */
import type { Statement } from '../database/port.ts';

/** Texts made of others, by those: a few commands make most of them. */
const MAX_TEXTS = 500;
const texts = new Map<string, string>();

/** @param statements Writes of different tables, without answers; parameters are numbered anew. */
export function oneStatement(statements: readonly Statement[]): Statement {
  const [only, second] = statements;
  if (only && !second) return only;
  const key = statements.map((s) => s.text).join('\n');
  let text = texts.get(key);
  if (text === undefined) {
    text = joined(statements);
    if (texts.size >= MAX_TEXTS) texts.clear();
    texts.set(key, text);
  }
  return { text, params: statements.flatMap((s) => s.params ?? []), prepare: true };
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
