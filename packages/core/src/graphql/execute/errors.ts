/**
 * Errors as callers see them: a code, a message in their language, where in the answer. Whatever is not meant for them (a failed
 * statement, a bug) is INTERNAL with a reference to the log: no stack, SQL or path of a file leaves the engine (A32).
 */
import type { GraphQLError } from 'graphql';
import { asTold, GuanxiError } from '../../errors.ts';
import type { Locale } from '../../model/label.ts';
import type { Kernel } from '../../write/kernel.ts';
import { Refusals } from '../../write/problems.ts';
import { carried } from '../schema/carry.ts';

export interface AnswerError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

interface ErrorContext {
  readonly kernel: Pick<Kernel, 'ids' | 'clock' | 'log'>;
  readonly locale: Locale;
}

export type DocumentCode = 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'PLUGIN_UNAVAILABLE' | 'BAD_INPUT';

/**
 * Errors that a document or its variables caused before anything ran. graphql-js proposes names of the schema for those that it does not
 * have: only to whoever may read the schema (A32).
 */
export const documentError = (
  error: GraphQLError,
  code: DocumentCode,
  { locale, suggests }: { readonly locale: Locale; readonly suggests: boolean },
): AnswerError => ({
  message: suggests ? documentText(error, locale) : withoutSuggestion(documentText(error, locale)),
  ...(error.locations && { locations: error.locations.map(({ line, column }) => ({ line, column })) }),
  extensions: { code },
});

const withoutSuggestion = (message: string): string => message.replaceAll(/ Did you mean [^?]*\?/g, '');

/** What graphql-js itself says about a document it says in English only; of a value in a variable it tells the place before our text. */
function documentText(error: GraphQLError, locale: Locale): string {
  const cause = carried(error);
  if (locale === 'en' || !(cause instanceof GuanxiError)) return error.message;
  const before = error.message.slice(0, -cause.message.length);
  const [, place] = / at "([^"]+)"; $/.exec(before) ?? /^Variable "\$(\w+)"/.exec(before) ?? [];
  return place === undefined ? cause.in(locale) : `变量“$${place}”的值无效：${cause.in(locale)}`;
}

/** Whatever was thrown, at a place of the answer. */
export function answerErrors(
  context: ErrorContext,
  error: unknown,
  path: readonly (string | number)[] | undefined = undefined,
): readonly AnswerError[] {
  const at = path ? { path } : {};
  if (error instanceof Refusals) return error.errors.flatMap((e) => answerErrors(context, e, path));
  const told = asTold(error);
  if (told !== null) {
    if (told !== error) context.kernel.log.warn('An operation failed for want of the database.', { reason: String(error) });
    const { code, details } = told;
    const where = told.path.length > 0 ? { argument: told.path } : {};
    return [{ message: told.in(context.locale), ...at, extensions: { code, ...where, ...(details !== null && { details }) } }];
  }
  return [{ ...internal(context, error), ...at }];
}

/** An error of graphql-js: one of ours, one that a plugin's own resolver meant for the caller, or a bug. */
export function executionErrors(context: ErrorContext, error: GraphQLError): readonly AnswerError[] {
  const cause = carried(error);
  const { code } = error.extensions;
  if (typeof code === 'string' && !(cause instanceof GuanxiError))
    return [{ message: error.message, ...(error.path && { path: error.path }), extensions: { ...error.extensions, code } }];
  return answerErrors(context, cause, error.path);
}

function internal({ kernel, locale }: ErrorContext, error: unknown): AnswerError {
  const reference = kernel.ids.next(kernel.clock.now());
  kernel.log.error('An operation failed.', { reference, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return { message: new GuanxiError('INTERNAL', { reference }).in(locale), extensions: { code: 'INTERNAL', reference } };
}
