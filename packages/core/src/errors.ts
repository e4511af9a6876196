/**
 * Every error of the engine carries a stable code from this one list. A code is never reused for something else; a message says
 * what happened, where, and what to do next. `docs/errors.md` is generated from here; the texts are in `errors/`.
 */
import { codeErrors } from './errors/code.ts';
import { databaseErrors } from './errors/database.ts';
import { houseErrors } from './errors/house.ts';
import { importErrors } from './errors/import.ts';
import { requestErrors } from './errors/request.ts';
import { awayCodes, toldCodes } from './errors/told.ts';

export const errorTexts = { ...requestErrors, ...codeErrors, ...databaseErrors, ...houseErrors, ...importErrors } as const;

export type ErrorCode = keyof typeof errorTexts;
/** The same in both languages, or said in each. */
type Argument = string | number | { readonly en: string; readonly zh: string };
type Arguments = Readonly<Record<string, Argument>>;

const say = (value: Argument, language: 'en' | 'zh'): string | number => (typeof value === 'object' ? value[language] : value);

/** Fills `{name}` places of a text. */
export function fill(text: string, args: Arguments, language: 'en' | 'zh' = 'en'): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    return value === undefined ? whole : String(say(value, language));
  });
}

/** Arguments as programs get them, which compare and do not read: in one language. */
const plain = (args: Arguments): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, say(value, 'en')]));

/**
 * An error with a stable code.
 *
 * @example throw new GuanxiError('NOT_FOUND', { what: 'Customer' }, { path: ['customer'] })
 */
export class GuanxiError extends Error {
  override readonly name = 'GuanxiError';
  /** A code of `errorTexts`, or that of a plugin's declared refusal. */
  readonly code: string;
  readonly args: Arguments;
  /** Where in the input, outermost first. */
  readonly path: readonly string[];
  readonly texts: { readonly en: string; readonly zh: string };
  /** Structured arguments for the caller (`UserError.details`). */
  readonly details: unknown;

  constructor(
    code: ErrorCode | { readonly code: string; readonly en: string; readonly zh: string },
    args: Arguments = {},
    o: { readonly path?: readonly string[]; readonly details?: unknown; readonly cause?: unknown } = {},
  ) {
    const texts = typeof code === 'string' ? errorTexts[code] : code;
    super(fill(texts.en, args), o.cause === undefined ? undefined : { cause: o.cause });
    this.code = typeof code === 'string' ? code : code.code;
    this.args = args;
    this.path = o.path ?? [];
    this.texts = texts;
    this.details = o.details ?? (Object.keys(args).length > 0 ? plain(args) : null);
  }

  /** The message in a caller's language. */
  in(locale: 'en' | 'zh-CN'): string {
    return locale === 'zh-CN' ? fill(this.texts.zh, this.args, 'zh') : fill(this.texts.en, this.args);
  }
}

/** Whether callers may be told it as it is. What a plugin declared as its refusal was made for them. */
export const isTold = (error: unknown): error is GuanxiError =>
  error instanceof GuanxiError && (toldCodes.has(error.code) || !(error.code in errorTexts));

/** As callers are told of it: as it is, UNAVAILABLE while the database is away, or null for what is nobody's business outside. */
export function asTold(error: unknown): GuanxiError | null {
  if (isTold(error)) return error;
  return error instanceof GuanxiError && awayCodes.has(error.code) ? new GuanxiError('UNAVAILABLE', {}, { cause: error }) : null;
}
