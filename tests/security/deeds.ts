/** Mutations made up from the schema, done in both worlds one after the other: what is refused, and how, must be the same. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { generateOperation } from '../generated/operations.ts';
import type { Ledger } from './ledger.ts';
import { holdsPermission, mayAsk } from './may.ts';
import { askBoth, type Pair } from './pair.ts';
import { plugins } from './worlds.ts';

export async function deeds(pair: Pair, ledger: Ledger, numRuns: number, seed: number): Promise<void> {
  const { schema } = pair.worlds[0].engine;
  const all = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const permissions = new Map(plugins().flatMap(({ shape }) => (shape.commands ?? []).map((c) => [c.name, c.definition?.permission])));
  const allowed = all.filter((name) => holdsPermission(pair.actor, permissions.get(name)));
  const may = mayAsk(pair);
  let number = 1;
  for (const world of pair.worlds) world.clock.advance('P1D');
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const below = (n: number): number => g(fc.nat, { max: n - 1 });
      const roots = below(10) > 7 ? all : allowed;
      const operation = generateOperation(
        { below },
        {
          schema,
          pools: below(3) > 0 ? pair.pools.seen : pair.pools.all,
          roots,
          operation: 'mutation',
          most: 1,
          depth: 4,
          may: (t, f) => may(t, f) || below(100) > 96,
        },
      );
      number += 1;
      for (const world of pair.worlds) world.ids.begin(number);
      const [a, b] = await askBoth(pair, operation);
      expect(b, `${operation.document}\n${JSON.stringify(operation.variables)}`).toBe(a);
      ledger.note('mutation', a);
    }),
    // What was done stays done: a smaller one would be tried in other worlds.
    { numRuns, seed, endOnFailure: true },
  );
}
