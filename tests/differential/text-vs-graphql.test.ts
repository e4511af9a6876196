/**
 * Two ways to one answer. What passes from the database as text and what graphql-js makes of the same reads are equal byte for byte, for
 * operations made up from the schema. 2,000 of them in CI, 200 elsewhere; GUANXI_DIFFERENTIAL_RUNS and GUANXI_SEED say otherwise.
 */
import type { Actor, Engine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { fill } from '../generated/data.ts';
import { generateOperation } from '../generated/operations.ts';

const numRuns = Number(process.env['GUANXI_DIFFERENTIAL_RUNS'] ?? (process.env['CI'] === 'true' ? 2_000 : 200));
const seed = Number(process.env['GUANXI_SEED'] ?? Date.now() % 1_000_000_000);

/** What the second caller may see besides its own customers. */
const readable = ['contacts', 'interactions', 'relationships', 'notes', 'timeline'];

describeEngines('text and graphql-js answer alike', { plugins: [crm()] }, (t, name) => {
  test(`for ${numRuns} operations, seed ${seed}`, { timeout: 1_200_000 }, async () => {
    const engine = t().engine as unknown as Engine;
    const all: Actor = { kind: 'service', name: 'test', tenant: t().tenant.id, permissions: ['*'] };
    const pools = await fill(engine, all);
    // A past to ask for: half of the customers change a day later.
    t().clock.advance('P1D');
    for (const [i, id] of (pools.ids.get('Customer') ?? []).slice(0, 8).entries()) {
      const input = { customer: id, set: { name: `改名 ${i}`, attributes: { 'crm.note': null, 'crm.size': `${i}.25` } } };
      const document = 'mutation M($input: UpdateCustomerInput!) { updateCustomer(input: $input) { userErrors { code } } }';
      if (i % 2 === 0) await engine.execute({ document, variables: { input }, actor: all });
    }
    t().clock.advance('P1D');
    const own: Actor = {
      ...all,
      kind: 'staff',
      staffId: uuidOf(pools.ids.get('Staff')?.[0] as string),
      permissions: { ...Object.fromEntries(readable.map((what) => [`crm:${what}:read`, 'all' as const])), 'crm:customers:read': 'own' },
      locale: 'zh-CN',
    };
    const { schema } = engine;
    const roots = Object.keys(schema.getQueryType()?.getFields() ?? {}).filter(
      (f) =>
        /^(customer|contact|interaction|fact|note|relationship|staff|team|node|timeline|changes)/.test(f) &&
        !/^(customerHierarchy|factSummary|interactionCount)$/.test(f),
    );
    const seen = { answers: 0, withErrors: 0, bytes: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const random = { below: (n: number): number => g(fc.nat, { max: n - 1 }) };
        const { document, variables } = generateOperation(random, { schema, pools, roots });
        expect(validate(schema, parse(document)).map((e) => e.message)).toEqual([]);
        for (const actor of [all, own]) {
          const asText = await engine.execute({ document, variables, actor });
          const asObjects = await engine.execute({ document, variables, actor, withoutText: true });
          expect(asText.text, `${document}\n${JSON.stringify(variables)}`).toBe(asObjects.text);
          expect(asText.text, `${document}\n${JSON.stringify(variables)}`).not.toContain('"code":"INTERNAL"');
          seen.answers += 1;
          seen.bytes += asText.text.length;
          if (asText.parsed().errors) seen.withErrors += 1;
        }
      }),
      { numRuns, seed },
    );
    console.log(`${name}: seed ${seed}, ${seen.answers} answers of ${seen.bytes} bytes, ${seen.withErrors} of them with errors`);
    // Most of what is compared must be data.
    expect(seen.withErrors).toBeLessThan(seen.answers * 0.7);
  });
});

const uuidOf = (id: string): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
