/** An input made into what `run` gets: decoded, nothing unknown in it, checked by its schema; every problem is told at once. */
import { z } from 'zod';
import type { GuanxiError } from '../errors.ts';
import type { Fields } from '../model/input.ts';
import { label } from '../model/label.ts';
import type { Call } from './call.ts';
import { decodeFields } from './decode.ts';
import { type Decoder, type FoundId, isPlainObject } from './decode-values.ts';
import type { BoundCommand } from './kernel.ts';
import { inChinese } from './messages.ts';
import { badInput, type Path, Refusals } from './problems.ts';
import { strict } from './strict.ts';

export interface CheckedInput {
  readonly value: Readonly<Record<string, unknown>>;
  readonly ids: readonly FoundId[];
}

const combined = new WeakMap<BoundCommand, Fields>();
/** A command's input with what other plugins add to it, each under its plugin's id. */
export function inputOf(command: BoundCommand): Fields {
  const known = combined.get(command);
  if (known) return known;
  const added = new Map<string, Fields>();
  for (const e of command.extensions) added.set(e.plugin, { ...added.get(e.plugin), ...e.input });
  const fields = {
    ...command.definition.input,
    ...Object.fromEntries([...added].map(([plugin, own]) => [plugin, z.optional(z.strictObject(own))])),
  };
  combined.set(command, fields);
  return fields;
}

export function checkInput(call: Call, fields: Fields, raw: unknown, wire: boolean, at: Path = []): CheckedInput {
  const problems: GuanxiError[] = [];
  const ids: FoundId[] = [];
  const decoder: Decoder = { model: call.kernel.model, attributes: call.attributes, wire, problems, ids };
  const given = raw === undefined || raw === null ? {} : raw;
  if (!isPlainObject(given)) throw new Refusals([badInput(label('the input must be an object', '输入必须是对象'), at)]);
  const decoded = decodeFields(decoder, fields, given, at);
  const parsed = strict(fields).safeParse(decoded);
  if (!parsed.success) problems.push(...zodProblems(fields, decoded, parsed.error, at));
  if (problems.length > 0 || !parsed.success) throw new Refusals(problems);
  return { value: parsed.data as Record<string, unknown>, ids };
}

const chinese = z.locales.zhCN().localeError;
/** Checked a second time for the Chinese texts, which zod makes while it checks. */
function zodProblems(fields: Fields, value: unknown, english: z.ZodError, at: Path): GuanxiError[] {
  const again = strict(fields).safeParse(value, { error: chinese });
  // A value that breaks several rules at once is told of once.
  const told = new Map<string, GuanxiError>();
  for (const [i, issue] of english.issues.entries()) {
    const zh = again.success ? issue.message : (again.error.issues[i]?.message ?? issue.message);
    const path = [...at, ...issue.path.map(String)];
    if (!told.has(path.join('.'))) told.set(path.join('.'), badInput(label(issue.message, inChinese(zh)), path));
  }
  return [...told.values()];
}
