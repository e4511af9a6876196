import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['guanxi:source'], alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions: ['guanxi:source'], externalConditions: ['guanxi:source'] } },
  test: {
    include: ['packages/**/src/**/*.test.ts', 'examples/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
