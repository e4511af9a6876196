/** What a search finds, as predicates: one that the index over grams answers, and one for a scan in the list's order. */
import { anyOf, conditionText } from '../../access/condition.ts';
import { canReadField } from '../../access/rights.ts';
import type { EntityDef, FieldDef } from '../../model/model.ts';
import { comparableField } from '../plan/comparable.ts';
import { escapeLike } from '../plan/compare.ts';
import { leafValue, type PlanContext } from '../plan/context.ts';
import type { Leaf } from '../selection.ts';
import { cleanText } from '../value.ts';
import { codeText, exactToken, gramsOfQuery, wordsOf } from './grams.ts';

export interface Search {
  /** Only by the index, to count with: may match too much. */
  readonly matches: (alias: string) => string;
  readonly condition: string;
  /** The same rows, by a predicate that no index serves. */
  readonly scanned: string;
}

export function searchCondition(ctx: PlanContext, entity: EntityDef, alias: string, text: Leaf): Search {
  const asked = (variables: Readonly<Record<string, unknown>>): string => cleanText(leafValue(text, variables), text.path ?? []);
  const grams = `${ctx.sink.param(({ variables }) => gramsOfQuery(asked(variables)))}::text[]`;
  const whole = `${ctx.sink.param(({ variables }) => [exactToken(asked(variables))])}::text[]`;
  const found = (t: string): string => `(${t}.grams @> ${grams} or ${t}.grams @> ${whole})`;
  const exact = recheck(ctx, entity, alias, asked);
  const tenant = (t: string): string => `${t}.tenant_id = ${ctx.sink.tenant()}`;
  return {
    matches: (t) => `${tenant(t)} and ${found(t)}`,
    condition: `${found(alias)} and ${exact}`,
    scanned: `${found(alias)} is true and ${exact}`,
  };
}

/**
 * Grams say that the pairs of letters are all there, not that they stand together, and they are of every field, also of those that this
 * reader may not see. So each word must be found in a field that is readable, or in a name's pinyin when every name is; or all of it is a readable code.
 */
function recheck(
  ctx: PlanContext,
  entity: EntityDef,
  alias: string,
  asked: (variables: Readonly<Record<string, unknown>>) => string,
): string {
  const fields = [...entity.fields.values()].filter((f) => f.spec.options.search !== undefined);
  const readable = fields.filter((f) => canReadField(ctx.rights, f));
  const stored = (f: FieldDef): string => `lower(normalize(${comparableField(ctx, entity, alias, f).sql}, nfkc))`;
  const words = readable.filter((f) => f.spec.options.search !== 'exact').map((f) => `${stored(f)} like '%' || w || '%'`);
  const names = fields.filter((f) => f.spec.options.search === 'name');
  if (names.length > 0 && names.every((f) => readable.includes(f) && f.spec.options.visible === undefined))
    words.push(`exists (select 1 from unnest(${alias}.grams) g where g like '=%' || w || '%')`);
  const all = `${ctx.sink.param(({ variables }) => wordsOf(asked(variables)).map(escapeLike))}::text[]`;
  const inWords = words.length === 0 ? false : `not exists (select 1 from unnest(${all}) w where (${words.join(' or ')}) is not true)`;
  const code = `${ctx.sink.param(({ variables }) => codeText(asked(variables)))}::text`;
  const asCode = readable
    .filter((f) => f.spec.options.search === 'exact')
    .map((f) => `regexp_replace(${stored(f)}, '\\s', '', 'g') = ${code}`);
  return conditionText(anyOf([inWords, ...asCode]));
}
