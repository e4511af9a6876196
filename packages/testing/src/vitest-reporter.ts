/** Prints at the end of a run how many tests ran on which database engine. */
import type { Reporter, TestModule } from 'vitest/node';

// The titles of `onBothEngines`, written again: this file runs in Vitest's own process, where test code cannot be imported.
const EMBEDDED = 'on the embedded database';
const POSTGRES = 'on Postgres';

export default class EngineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let embedded = 0;
    let postgres = 0;
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state !== 'passed' && state !== 'failed') continue;
        if (test.fullName.includes(EMBEDDED)) embedded += 1;
        else if (test.fullName.includes(POSTGRES)) postgres += 1;
      }
    }
    const version = process.env['GUANXI_TEST_POSTGRES_VERSION'] || '(not started)';
    console.log(`engine: ${embedded} tests on the embedded database, ${postgres} on Postgres ${version}`);
  }
}
