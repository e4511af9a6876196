/**
 * Prints `passed failed skipped` of vitest's JSON report, for `.ci/run`. No report, no tests: `0 0 0`.
 */
import { readFileSync } from 'node:fs';

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = read(process.argv[2] ?? '');
console.log(numPassedTests, numFailedTests, numPendingTests + numTodoTests);
