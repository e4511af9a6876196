/**
 * What a plan says it reads is what its statement names, for operations made up from the schema: live queries trust it (DATA-14). 1,000
 * operations in CI, 200 elsewhere; GUANXI_DIFFERENTIAL_RUNS and GUANXI_SEED say otherwise.
 */
import type { Actor, Engine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { createTestEngine } from '@guanxi/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fill } from '../generated/data.ts';
import { generateOperation } from '../generated/operations.ts';

const numRuns = Number(process.env['GUANXI_DIFFERENTIAL_RUNS'] ?? (process.env['CI'] === 'true' ? 1_000 : 200));
const seed = Number(process.env['GUANXI_SEED'] ?? Date.now() % 1_000_000_000);

test(`every table of a statement is noted in its plan, seed ${seed}`, { timeout: 600_000 }, async () => {
  const t = await createTestEngine({ plugins: [crm()] });
  const engine = t.engine as unknown as Engine;
  const all: Actor = { kind: 'service', name: 'test', tenant: t.tenant.id, permissions: ['*'] };
  const own: Actor = { ...all, kind: 'staff', staffId: '00000000-0000-7000-8000-000000000001', permissions: { '*': 'own' } };
  const pools = await fill(engine, all);
  const { schema } = engine;
  const roots = Object.keys(schema.getQueryType()?.getFields() ?? {});
  let planned = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const operation = generateOperation({ below: (n) => g(fc.nat, { max: n - 1 }) }, { schema, pools, roots });
      for (const actor of [all, own]) {
        // What is refused has no plan.
        const told = await engine.explain({ ...operation, actor }).catch(() => '');
        const noted = new Set(/^1 statement over \d+ tables \(([^)]*)\)/.exec(told)?.[1]?.split(', '));
        const named = [...told.matchAll(/(?:from|join|,) crm\."?(\w+)"?/g)].map(([, table]) => table as string);
        if (named.length > 0) planned += 1;
        // An entry of the change log comes with a change of its record, whose table is noted.
        expect(
          named.filter((table) => !noted.has(table) && table !== 'change_log'),
          operation.document,
        ).toEqual([]);
      }
    }),
    { numRuns, seed },
  );
  console.log(`${planned} plans`);
  expect(planned).toBeGreaterThan(numRuns / 2);
  await t.close();
});
