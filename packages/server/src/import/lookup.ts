/** Everything a batch must know of the database, in one statement: the records its rows refer to, and those that are there already. */
import type { Actor } from '@guanxi/core';
import type { GraphQLSchema } from 'graphql';
import type { Comparison } from './compare.ts';
import type { ImportPlan } from './plan.ts';
import type { Row } from './row.ts';

/** The part of an engine that reads. */
export interface Reads {
  readonly schema: GraphQLSchema;
  execute(request: {
    readonly document: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly actor: Actor;
  }): Promise<{ readonly text: string }>;
}
export type Existing = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Found {
  /** The id of a record by its list, field and value; `many` where several have it. */
  id(name: string, text: string): string | 'many' | null;
  existing(key: string): Existing | null;
}
/** The API's page; a batch is never larger. */
export const maxBatch = 500;

interface Connection {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export function createLookup(
  engine: Reads,
  actor: Actor,
  plan: ImportPlan,
  comparison: Comparison,
): (rows: readonly Row[]) => Promise<Found> {
  const finds = [...new Map(plan.fields.flatMap((f) => (f.find ? [[f.find.name, f.find] as const] : []))).values()];
  const keys = plan.fields.filter((f) => f.isKey);
  const documentFor = (wanted: readonly number[], existing: boolean): string => {
    const variables = [
      ...wanted.map((i) => `$f${i}: [String!]`),
      ...(existing ? [...keys.map((k, i) => `$k${i}: ${plan.entity.filters.get(k.target.text)}`), '$after: String'] : []),
    ];
    const found = wanted.map(
      (i) =>
        `f${i}: ${finds[i]?.list}(first: ${maxBatch}, where: { ${finds[i]?.by}: { in: $f${i} } }) { nodes { id value: ${finds[i]?.by} } }`,
    );
    const where = keys.map((k, i) => `${k.target.text}: { in: $k${i} }`).join(', ');
    const known = existing
      ? [
          `existing: ${plan.entity.list}(first: ${maxBatch}, after: $after, where: { ${where} }) { nodes { id ${comparison.selection} } pageInfo { hasNextPage endCursor } }`,
        ]
      : [];
    return `query(${variables.join(', ')}) { ${[...found, ...known].join(' ')} }`;
  };

  const ask = async (document: string, variables: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, Connection>>> => {
    const answer = JSON.parse((await engine.execute({ document, variables, actor })).text) as {
      data?: Record<string, Connection>;
      errors?: readonly { message: string }[];
    };
    if (answer.errors?.length || !answer.data)
      throw new Error(`Looking up records failed: ${answer.errors?.map((e) => e.message).join('; ')}`);
    return answer.data;
  };

  return async (rows) => {
    const texts = finds.map(({ name }) => [
      ...new Set(rows.flatMap((row) => row.sought.filter((s) => s.field.find?.name === name).map((s) => s.text))),
    ]);
    const wanted = texts.flatMap((list, i) => (list.length > 0 ? [i] : []));
    const keyed = rows.filter((row) => row.key !== null);
    const variables: Record<string, unknown> = Object.fromEntries(wanted.map((i) => [`f${i}`, texts[i]]));
    keys.forEach((field, i) => {
      variables[`k${i}`] = [...new Set(keyed.map((row) => row.values.get(field)))];
    });
    const ids = new Map<string, string | 'many'>();
    const existing = new Map<string, Existing>();
    if (wanted.length === 0 && keyed.length === 0) return { id: () => null, existing: () => null };
    for (let after: string | null = null, first = true; first || after !== null; first = false) {
      // A second page is only asked for where values of a key of several parts cross.
      const data = await ask(documentFor(first ? wanted : [], keyed.length > 0), { ...variables, after });
      for (const i of first ? wanted : []) {
        for (const { id, value } of data[`f${i}`]?.nodes ?? []) {
          const at = `${finds[i]?.name} ${String(value)}`;
          ids.set(at, ids.has(at) ? 'many' : (id as string));
        }
      }
      for (const node of data['existing']?.nodes ?? []) existing.set(comparison.keyOf(node), node as Existing);
      const page = data['existing']?.pageInfo;
      after = page?.hasNextPage ? page.endCursor : null;
    }
    return { id: (name, text) => ids.get(`${name} ${text}`) ?? null, existing: (key) => existing.get(key) ?? null };
  };
}
