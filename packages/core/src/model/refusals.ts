/** What a caller did wrong, said in both languages: the one way to refuse an input, whether it came to be read or to be written. */
import { GuanxiError } from '../errors.ts';
import type { Label } from './label.ts';

type Path = readonly (string | number)[];

/** @example badInput(label('say first or last, not both', 'first 与 last 只能给出一个'), ['last']) */
export const badInput = (text: Label, path: Path = [], details?: unknown): GuanxiError =>
  new GuanxiError({ code: 'BAD_INPUT', ...text }, {}, { path: path.map(String), ...(details !== undefined && { details }) });

export const limitExceeded = (what: Label, actual: number, limit: number, path: Path = []): GuanxiError =>
  new GuanxiError('LIMIT_EXCEEDED', { what, actual, limit }, { path: path.map(String) });
