/** Tests in a browser, which `npm test` does without: `npm run browser`. */
import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

const { resolve, ssr, environments } = base;

export default defineConfig({
  ...(resolve && { resolve }),
  ...(ssr && { ssr }),
  ...(environments && { environments }),
  test: { include: ['examples/**/*.browser.ts'], pool: 'forks', testTimeout: 60_000, hookTimeout: 120_000 },
});
