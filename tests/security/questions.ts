/** Queries of every form, made up from the schema, and every list page by page. */
import { modelOf } from '@guanxi/core/testing';
import fc from 'fast-check';
import { isInputObjectType } from 'graphql';
import { expect } from 'vitest';
import { generateOperation } from '../generated/operations.ts';
import { hiddenFrom } from './hidden.ts';
import type { Ledger } from './ledger.ts';
import { mayAsk, rootsFor } from './may.ts';
import { askBoth, type Pair } from './pair.ts';
import { chiefOf } from './worlds.ts';

/** A failing question shrinks to a small one. */
export async function questions(pair: Pair, ledger: Ledger, numRuns: number, seed: number): Promise<void> {
  const { schema } = pair.worlds[0].engine;
  const roots = rootsFor(pair, schema);
  const may = mayAsk(pair);
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const below = (n: number): number => g(fc.nat, { max: n - 1 });
      const options = {
        schema,
        // Every other question names only what the actor sees: most others are refused, and what is refused proves little.
        pools: below(2) > 0 ? pair.pools.seen : pair.pools.all,
        roots,
        most: 2,
        may: (t: string, f: string) => may(t, f) || below(100) > 96,
      };
      const operation = generateOperation({ below }, options);
      const [a, b] = await askBoth(pair, operation);
      expect(b, `${operation.document}\n${JSON.stringify(operation.variables)}`).toBe(a);
      ledger.note('query', a);
    }),
    { numRuns, seed },
  );
}

/** Both ways through every list, two records at a time, by the cursors that were answered. */
export async function pages(pair: Pair, ledger: Ledger): Promise<void> {
  for (const entity of modelOf(pair.worlds[0].engine).entities.values()) {
    if (pair.hidden.closed.has(entity.name) || !pair.worlds[0].engine.schema.getQueryType()?.getFields()[entity.plural]) continue;
    for (const [count, from, end] of [
      ['first', 'after', 'endCursor'],
      ['last', 'before', 'startCursor'],
    ]) {
      let cursor: string | null = null;
      do {
        const document = `query ($c: String) { list: ${entity.plural}(${count}: 2, ${from}: $c) {
          totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
        const [a, b] = await askBoth(pair, { document, variables: { c: cursor } });
        expect(b, `${document} ${cursor}`).toBe(a);
        ledger.note('page', a);
        const { list } = (JSON.parse(a) as { data: { list: { edges: unknown[]; pageInfo: Record<string, string> } } }).data;
        cursor = list.edges.length === 2 ? (list.pageInfo[end as string] ?? null) : null;
      } while (cursor !== null);
    }
  }
}

/** All that plain lists show in each world, as it is now. */
export async function viewsNow({ worlds, actor, past }: Pair): Promise<readonly [string, string]> {
  const [a, b] = await Promise.all(worlds.map(async ({ engine }) => (await hiddenFrom(engine, actor, chiefOf(past.tenant))).view));
  return [a as string, b as string];
}

/** Every relation of every list as a filter: a version that only hidden records of the second world have. */
export async function relations(pair: Pair, ledger: Ledger): Promise<void> {
  const { schema } = pair.worlds[0].engine;
  const may = mayAsk(pair);
  for (const entity of modelOf(pair.worlds[0].engine).entities.values()) {
    const filter = schema.getType(`${entity.name}Filter`);
    if (pair.hidden.closed.has(entity.name) || !isInputObjectType(filter) || !schema.getQueryType()?.getFields()[entity.plural]) continue;
    for (const field of Object.values(filter.getFields())) {
      const inner = field.type;
      if (!isInputObjectType(inner) || !may(filter.name, field.name)) continue;
      const quantified = ['some', 'none'].filter((word) => Object.hasOwn(inner.getFields(), word));
      for (const where of quantified.map((word) => `{ ${field.name}: { ${word}: { version: { gt: 1 } } } }`)) {
        const [a, b] = await askBoth(pair, { document: `{ ${entity.plural}(where: ${where}) { totalCount nodes { id } } }` });
        expect(b, `${entity.plural} where ${where}`).toBe(a);
        ledger.note('relation', a);
      }
    }
  }
}
