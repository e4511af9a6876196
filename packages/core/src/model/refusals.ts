/** What a caller did wrong, said in both languages: the one way to refuse an input, whether it came to be read or to be written. */
import { errorTexts, GuanxiError } from '../errors.ts';
import type { Label } from './label.ts';

type Path = readonly (string | number)[];

/** @example badInput(label('say first or last, not both', 'first 与 last 只能给出一个'), ['last']) */
export const badInput = (text: Label, path: Path = [], details?: unknown): GuanxiError =>
  new GuanxiError({ code: 'BAD_INPUT', ...text }, {}, { path: path.map(String), ...(details !== undefined && { details }) });

/** @param advice What to do instead, where the bound does not say it by itself. */
export function limitExceeded(what: Label, actual: number | string, limit: number, path: Path = [], advice?: Label): GuanxiError {
  const { en, zh } = errorTexts.LIMIT_EXCEEDED;
  const texts = advice ? { code: 'LIMIT_EXCEEDED', en: `${en} ${advice.en}`, zh: `${zh}${advice.zh}` } : 'LIMIT_EXCEEDED';
  return new GuanxiError(texts, { what, actual, limit }, { path: path.map(String) });
}
