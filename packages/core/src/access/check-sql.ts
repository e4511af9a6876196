/** What a plugin's SQL may not say, found at boot: a table by its name, or the time and chance of the database. */
import { Column, SQL, StringChunk, Table } from 'drizzle-orm';
import type { EntityDef, Model } from '../model/model.ts';
import type { PolicyActor } from '../model/policy.ts';
import { policyActor, related, rowOf, symbolOf } from './symbols.ts';

export interface SqlProblem {
  readonly kind: 'table' | 'clock' | 'chance';
  /** The words it was found by. */
  readonly found: string;
}

const patterns: readonly (readonly [SqlProblem['kind'], RegExp])[] = [
  [
    'clock',
    /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(current_(date|time|timestamp|user|role|setting|schema|catalog)|localtime(stamp)?|session_user)\b/gi,
  ],
  ['chance', /\b(random|gen_random_uuid|uuidv[47]|setseed|nextval)\s*\(/gi],
  ['table', /\b(from|join|update|into|delete)\s+(only\s+)?("?[a-z_]\w*"?)(?![\w"])(?!\s*\()/gi],
];
// `extract(year from x)`, `trim(both from x)` and `is distinct from x` name no table.
const harmlessFrom = /\b(extract|trim|substring|overlay|position)\s*\([^()]*?\bfrom\b|\bdistinct\s+from\b/gi;

export function checkPluginSql(expression: SQL, model?: Model): readonly SqlProblem[] {
  const problems: SqlProblem[] = [];
  const text = textOf(expression, problems, model)
    .replace(/'(?:[^']|'')*'/g, `''`)
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(harmlessFrom, ' ');
  for (const [kind, pattern] of patterns) for (const [found] of text.matchAll(pattern)) problems.push({ kind, found: found.trim() });
  if (/\bcrm\s*\.\s*"?\w/i.test(text)) problems.push({ kind: 'table', found: 'crm.' });
  return problems;
}

/** The text between the symbols; what stands inside `q.exists(…)` is checked along the way. */
function textOf(expression: SQL, problems: SqlProblem[], model: Model | undefined): string {
  const symbolic = symbolOf(expression);
  if (symbolic?.kind === 'related') {
    const target = model?.entities.get(symbolic.entity.name);
    if (target) problems.push(...checkPluginSql(symbolic.where(rowOf(target, 't')), model));
    return ' $ ';
  }
  if (symbolic) return ' $ ';
  return expression.queryChunks
    .map((chunk): string => {
      if (chunk instanceof StringChunk) return chunk.value as unknown as string;
      if (chunk instanceof SQL) return textOf(chunk, problems, model);
      if (chunk instanceof Table || chunk instanceof Column)
        problems.push({ kind: 'table', found: 'a table or column that is not of the row' });
      return ' $ ';
    })
    .join('');
}

export interface ModelSqlProblem extends SqlProblem {
  readonly plugin: string;
  /** Such as `Customer.points`, or `Customer (read)`. */
  readonly subject: string;
}

/** Every expression and policy of the model, policies with all rights and with none. */
export function checkModelSql(model: Model): readonly ModelSqlProblem[] {
  return [...model.entities.values()].flatMap((entity) =>
    expressionsOf(entity).flatMap(({ plugin, subject, make }) => {
      const found = [true, false].flatMap((all) => {
        const expression = make(policyActor({ system: false, has: () => all, scope: () => (all ? 'all' : 'none') }));
        return expression instanceof SQL ? checkPluginSql(expression, model) : [];
      });
      const distinct = new Map(found.map((p) => [`${p.kind} ${p.found}`, p]));
      return [...distinct.values()].map((problem) => ({ ...problem, plugin, subject }));
    }),
  );
}

interface Expression {
  readonly plugin: string;
  readonly subject: string;
  readonly make: (actor: PolicyActor<string>) => unknown;
}

function expressionsOf(entity: EntityDef): readonly Expression[] {
  const row = rowOf(entity, 't');
  const out: Expression[] = entity.restrictions.map(({ plugin, policy }) => ({
    plugin,
    subject: `${entity.name} (restriction)`,
    make: (actor) => policy(row, actor, related),
  }));
  const { read } = entity;
  if (typeof read === 'function')
    out.push({ plugin: entity.plugin, subject: `${entity.name} (read)`, make: (actor) => read(row, actor, related) });
  for (const { name, plugin, spec } of entity.fields.values()) {
    const subject = `${entity.name}.${name}`;
    const { visible } = spec.options;
    if (visible) out.push({ plugin, subject: `${subject} (visible)`, make: (actor) => visible(row, actor, related) });
    if (spec.kind === 'sql') out.push({ plugin, subject, make: () => spec.expression(row, related) });
    if (spec.kind === 'measure') out.push({ plugin, subject, make: () => spec.sql(row) });
  }
  for (const { shape, mapping } of entity.implementations) {
    for (const [name, mapped] of Object.entries(mapping)) {
      if (typeof mapped === 'function')
        out.push({ plugin: entity.plugin, subject: `${shape.name}.${name} of ${entity.name}`, make: () => mapped(row, related) });
    }
  }
  return out;
}
