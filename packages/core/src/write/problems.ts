/** What a caller did wrong, as errors with a path, in both languages. */

import { userCodes } from '../errors/told.ts';
import { errorTexts, GuanxiError } from '../errors.ts';
import type { Label, Locale } from '../model/label.ts';
import type { EntityDef } from '../model/model.ts';

export { badInput } from '../model/refusals.ts';

export type Path = readonly string[];

export const illegalState = (text: Label, path: Path = []): GuanxiError =>
  new GuanxiError({ code: 'ILLEGAL_STATE', ...text }, {}, { path });

/** Hidden, missing and of another type answer alike; `what` is what was asked for, never what was found. */
export function notFound(entity: EntityDef | string, path: Path = []): GuanxiError {
  const name: Label = typeof entity === 'string' ? { en: entity, zh: entity } : entity.label;
  const { en, zh } = errorTexts.NOT_FOUND;
  return new GuanxiError({ code: 'NOT_FOUND', en: en.replace('{what}', name.en), zh: zh.replace('{what}', name.zh) }, {}, { path });
}

/** Several problems of one input, told at once. */
export class Refusals extends Error {
  override readonly name = 'Refusals';
  readonly errors: readonly GuanxiError[];
  constructor(errors: readonly GuanxiError[]) {
    super(errors.map((e) => e.message).join('; '));
    this.errors = errors;
  }
}

/** The refusals in an error, or null when it is none: a failed database, a bug in a plugin. */
export function refusalsIn(error: unknown): readonly GuanxiError[] | null {
  if (error instanceof Refusals) return error.errors;
  if (!(error instanceof GuanxiError)) return null;
  return userCodes.has(error.code) || !(error.code in errorTexts) ? [error] : null;
}

/** A refused command, or one row of a batch, as its caller sees it. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path: Path;
  readonly details: unknown;
}
export const userError = (error: GuanxiError, locale: Locale): UserError => ({
  code: error.code,
  message: error.in(locale),
  path: error.path,
  details: error.details,
});
