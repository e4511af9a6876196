import { defineConfig } from 'vitest/config';

/** `.ci/run` counts the tests from this file. */
const report = process.env['GUANXI_TEST_REPORT'];

const engines = './packages/testing/src/vitest-reporter.ts';

/** `npm run faults` also runs those that need programs of the system, or long. */
const faults = process.env['GUANXI_FAULTS'] ? ['tests/faults/**/*.fault.ts'] : [];

/** As node resolves, except that our packages are their sources: what was built is never tested by accident. */
const conditions = ['guanxi:source', 'node'];

export default defineConfig({
  resolve: { conditions, alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  // The global setup and the reporters are loaded in an environment of vitest's own, which inherits none of this.
  environments: { __vitest__: { resolve: { conditions, externalConditions: conditions } } },
  test: {
    include: ['packages/**/src/**/*.test.ts', 'examples/**/*.test.ts', 'tests/**/*.test.ts', ...faults],
    pool: 'forks',
    // Each worker has its own embedded database besides the shared Postgres: more of them do not finish sooner on a small machine.
    maxWorkers: 2,
    globalSetup: ['packages/testing/src/vitest-global.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: report ? ['default', engines, ['json', { outputFile: report }]] : ['default', engines],
  },
});
