/** All that keeps an engine from starting, told at once: whoever reads it should need to read it once. */
import { fill, GuanxiError } from '../errors.ts';
import { type BootCode, bootTexts } from './boot-errors.ts';

export interface BootProblem {
  readonly code: BootCode;
  /** Whose it is; every side of a conflict. */
  readonly plugins: readonly string[];
  readonly args: Readonly<Record<string, string | number>>;
}

/** @example problem('NEED_MISSING', ['loyalty'], { need: 'crm', range: '^0.1.0' }) */
export function problem(code: BootCode, plugins: readonly string[], args: BootProblem['args'] = {}): BootProblem {
  const named = { plugin: plugins[0] ?? '', plugins: plugins.map((p) => `"${p}"`).join(' and '), ...args };
  return { code, plugins, args: named };
}

export class BootError extends GuanxiError {
  readonly problems: readonly BootProblem[];

  constructor(problems: readonly BootProblem[]) {
    super('BOOT_FAILED', { count: problems.length, problems: problems.map(paragraph).join('\n\n') }, { details: problems });
    this.problems = problems;
  }
}

/** Throws them all as one; nothing where there are none. */
export function refuseToBoot(problems: readonly BootProblem[]): void {
  if (problems.length > 0) throw new BootError(problems);
}

function paragraph({ code, args }: BootProblem, index: number): string {
  const { en, cause, next } = bootTexts[code];
  return `${index + 1}. ${code}: ${fill(en, args)}\n   Likely cause: ${cause}\n   Next: ${fill(next, args)}`;
}
