/** Subscriptions that replay the log from its beginning, and live queries that hear of what they may not show. */
import type { Actor, StreamAnswer } from '@guanxi/core';
import { modelOf } from '@guanxi/core/testing';
import fc from 'fast-check';
import { expect } from 'vitest';
import { generateOperation } from '../generated/operations.ts';
import type { Ledger } from './ledger.ts';
import { mayAsk, rootsFor } from './may.ts';
import type { Pair } from './pair.ts';
import { chiefOf, type World } from './worlds.ts';

/** Before all events of the epoch that both worlds are in. */
const beginning = Buffer.from('00000000.0').toString('base64url');
const patience = 150;

export async function subscriptions(pair: Pair, ledger: Ledger, numRuns: number, seed: number): Promise<void> {
  const { schema } = pair.worlds[0].engine;
  const may = mayAsk(pair);
  const roots = Object.keys(schema.getSubscriptionType()?.getFields() ?? {});
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const below = (n: number): number => g(fc.nat, { max: n - 1 });
      const pools = below(5) > 0 ? pair.pools.seen : pair.pools.all;
      const options = { schema, pools, roots, operation: 'subscription' as const, most: 1, depth: 4, may };
      const request = { ...generateOperation({ below }, options), after: beginning };
      const heard = await Promise.all(pair.worlds.map((world) => listen(world, pair.actor, request)));
      await quiet(heard);
      for (const { leave } of heard) await leave();
      const [a, b] = heard.map(({ answers }) => answers.join('\n'));
      expect(b, `${request.document}\n${JSON.stringify(request.variables)}`).toBe(a);
      ledger.note('subscription', heard[0]?.answers.at(-1) ?? '{"data":null}');
    }),
    { numRuns, seed },
  );
}

/** One answer, then changes of what is hidden, which no answer may follow that does not follow in the other world too. */
export async function lives(pair: Pair, ledger: Ledger, numRuns: number, seed: number): Promise<void> {
  const { schema } = pair.worlds[0].engine;
  const may = mayAsk(pair);
  const roots = rootsFor(pair, schema);
  const chief = chiefOf(pair.past.tenant);
  const customers = (pair.past.pools.ids.get('Customer') ?? []).slice(0, 8);
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const below = (n: number): number => g(fc.nat, { max: n - 1 });
      const { document, variables } = generateOperation({ below }, { schema, pools: pair.pools.seen, roots, most: 1, may });
      const request = { document: document.replace(/^query (Q(?:\([^{]*\))?)/, 'query $1 @live'), variables };
      const heard = await Promise.all(pair.worlds.map((world) => listen(world, pair.actor, request)));
      await quiet(heard);
      const changed = customers[below(customers.length)];
      await Promise.all(
        pair.worlds.map((world, i) =>
          world.engine.execute({
            document:
              'mutation ($c: ID!, $d: String) { updateCustomer(input: { customer: $c, set: { department: $d } }) { userErrors { code } } }',
            variables: { c: changed, d: isSeen(pair, changed as string) ? 'x' : `x${i}` },
            actor: chief,
          }),
        ),
      );
      await quiet(heard);
      for (const { leave } of heard) await leave();
      const [a, b] = heard.map(({ answers }) => answers.join('\n'));
      expect(b, `${request.document}\n${JSON.stringify(variables)}`).toBe(a);
      ledger.note('live query', heard[0]?.answers[0] ?? '{"data":null}');
    }),
    { numRuns, seed, endOnFailure: true },
  );
}

const isSeen = ({ hidden, worlds }: Pair, id: string): boolean => {
  const entity = modelOf(worlds[0].engine).byPrefix.get(id.slice(0, 3));
  const uuid = id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return entity !== undefined && (hidden.seen.get(entity.name)?.has(uuid) ?? false);
};

interface Listening {
  readonly answers: string[];
  leave(): Promise<void>;
}

async function listen(
  { engine }: World,
  actor: Actor,
  request: { document: string; variables: object; after?: string },
): Promise<Listening> {
  const subscribed = await engine.subscribe({ ...request, variables: request.variables as Record<string, unknown>, actor });
  if (!subscribed.ok) return { answers: [subscribed.answer.text], leave: async () => {} };
  const answers: string[] = [];
  const { stream } = subscribed;
  const reading = (async () => {
    for await (const { text } of stream as AsyncIterable<StreamAnswer>) answers.push(text);
  })().catch((error: { readonly errors?: unknown }) => void answers.push(JSON.stringify({ ended: error.errors ?? String(error) })));
  return {
    answers,
    async leave() {
      await stream.return?.();
      await reading;
    },
  };
}

/** Until nobody hears anything more for a while; who has heard less is given longer. */
async function quiet(heard: readonly Listening[]): Promise<void> {
  const count = (): string => heard.map(({ answers }) => answers.length).join();
  for (let waited = 0, last = ''; waited < 10_000; waited += patience) {
    await new Promise((resolve) => setTimeout(resolve, patience));
    const now = count();
    if (now === last && new Set(now.split(',')).size === 1) return;
    last = now;
  }
}
