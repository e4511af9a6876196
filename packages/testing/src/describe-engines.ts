/** One body of tests over a whole engine, on every database engine of the test run. */
import type { AnyPlugin, Complete } from '@guanxi/core';
import { afterAll, beforeAll, describe } from 'vitest';
import { ENGINE_TITLES, type EngineName, enginesUnderTest } from './database.ts';
import { createTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts';

/**
 * @example
 * describeEngines('loyalty', { plugins: [crm(), loyalty()] }, (t) => {
 *   test('points are earned once', async () => {
 *     const clerk = await t().staff();
 *     …
 *   });
 * });
 */
export function describeEngines<const Ps extends readonly AnyPlugin[]>(
  name: string,
  o: Omit<TestEngineOptions<Ps>, 'engine'> & { readonly plugins: Complete<Ps> },
  body: (t: () => TestEngine<Ps[number]>, engine: EngineName) => void,
): void {
  for (const engine of enginesUnderTest()) {
    describe(`${name} ${ENGINE_TITLES[engine]}`, () => {
      let made: TestEngine<Ps[number]> | undefined;
      beforeAll(async () => {
        made = await createTestEngine<Ps>({ ...o, engine } as Parameters<typeof createTestEngine<Ps>>[0]);
      });
      afterAll(async () => {
        await made?.close();
      });
      body(() => made as TestEngine<Ps[number]>, engine);
    });
  }
}
