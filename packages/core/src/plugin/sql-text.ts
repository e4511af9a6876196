/** What SQL of a plugin may not say, wherever the planner puts it into a statement: other tables, and what differs from call to call. */
import { Column, SQL, StringChunk, Table } from 'drizzle-orm';
import { rowOf, symbolOf } from '../access/symbols.ts';
import type { Model } from '../model/model.ts';

// Texts and quoted names are kept apart from words, so that nothing is seen in them that is not there.
const tokens = /--|\/\*|;|\$[\p{L}_\d]*\$|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\S/gu;
const moments = /^(now|current_(date|time|timestamp)|localtime(stamp)?|(clock|statement|transaction)_timestamp|timeofday)$/;
/** Texts that become a time, and another one each time, where a time is wanted. */
const momentTexts = /^'\s*(now|today|tomorrow|yesterday)[^a-z]*'$/i;
const chances = /^(random(_normal)?|setseed|gen_random_uuid|uuid_generate_\w+|uuidv[47]|nextval|currval|lastval|txid_\w+)$/;
const insides = /^(pg_\w+|information_schema|current_setting|set_config|(current|session)_(user|role)|dblink\w*|lo_\w+)$/;

/** Null where nothing is wrong with it. */
export function problemInSql(expression: SQL, model: Model): string | null {
  const { text, named } = textOf(expression, model);
  if (named !== null) return `it names ${named} by itself`;
  const list = text.match(tokens) ?? [];
  for (const [i, token] of list.entries()) {
    if (token === ';' || token === '--' || token === '/*' || token.startsWith('$'))
      return 'it holds a comment, a dollar quote or a second statement';
    const word = token.startsWith('"') ? token.slice(1, -1) : token.toLowerCase();
    if (model.byTable.has(word) || (word === 'crm' && list[i + 1] === '.'))
      return `it names table ${word === 'crm' ? `crm.${list[i + 2] ?? ''}` : word}`;
    if (token.startsWith('"')) continue;
    if (moments.test(word) || momentTexts.test(token) || (word === 'age' && takesOne(list, i + 1)))
      return `it asks for the time with ${word}`;
    if (chances.test(word)) return `it asks for chance with ${word}`;
    if (insides.test(word)) return `it reaches into the database with ${word}`;
  }
  return null;
}

/** Whether a call's brackets, which open at `from`, hold one argument: `age` then counts from today. */
function takesOne(list: readonly string[], from: number): boolean {
  let depth = 0;
  for (const token of list.slice(from)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return list[from] === '(';
    if (token === ',' && depth === 1) return false;
  }
  return false;
}

/** The plugin's own text, values and symbols left out, with that of what it asks of other tables through `q`. */
function textOf(expression: SQL, model: Model): { readonly text: string; readonly named: string | null } {
  let text = '';
  let named: string | null = null;
  const add = (chunk: unknown): void => {
    const symbolic = symbolOf(chunk);
    if (symbolic?.kind === 'related') {
      const target = model.entities.get(symbolic.entity.name);
      if (target) add(symbolic.where(rowOf(target, 'x')));
    } else if (symbolic) text += ' x ';
    else if (chunk instanceof StringChunk) text += chunk.value;
    else if (chunk instanceof SQL) chunk.queryChunks.forEach(add);
    else if (chunk instanceof SQL.Aliased) add(chunk.sql);
    else if (chunk instanceof Table || chunk instanceof Column) named ??= chunk instanceof Table ? 'a table' : `column ${chunk.name}`;
    else if (Array.isArray(chunk)) chunk.forEach(add);
    else text += ' ? ';
  };
  add(expression);
  return { text, named };
}
