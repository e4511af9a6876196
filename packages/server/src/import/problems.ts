/** What can be wrong with a row before any command sees it, and with an import as a whole. */
import { type ErrorCode, GuanxiError } from '@guanxi/core';

export type RowProblemCode = Extract<ErrorCode, `IMPORT_${string}`>;

/** `path` is the target's, such as `channels.0.value`; the error file says which column it came from. */
export const rowProblem = (
  code: RowProblemCode,
  args: Readonly<Record<string, string | number>> = {},
  path: readonly string[] = [],
): GuanxiError => new GuanxiError(code, args, { path });

/** A mapping, option or file that cannot be used at all: nothing is read. */
export const unusable = (en: string, zh: string): GuanxiError => new GuanxiError({ code: 'BAD_INPUT', en, zh });
