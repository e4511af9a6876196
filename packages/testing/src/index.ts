/**
 * `@guanxi/testing`: test engines for Guanxi and its plugins, under Vitest.
 *
 * @example
 * // vitest.config.ts: test: { globalSetup: ['@guanxi/testing/vitest-global'] }
 * const t = await createTestEngine({ plugins: [crm(), loyalty()] });
 */
export { createTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts';
export { describeEngines } from './describe-engines.ts';
export type { ActorOptions, ContactOptions, ServiceOptions, StaffOptions, TestActor } from './actors.ts';
export { type TestClock, testClock, testStart } from './clock.ts';
export { testIds } from './ids.ts';
export type { EngineName } from './database.ts';
