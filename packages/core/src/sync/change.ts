/** A change as a device sends it, and what became of it. */
import { parseGlobalId } from '../model/ids.ts';
import { isCleanText } from '../model/input.ts';
import { label } from '../model/label.ts';
import type { EntityDef, Model } from '../model/model.ts';
import { badInput } from '../model/refusals.ts';
import { isPlainObject } from '../write/decode-values.ts';
import type { BoundCommand } from '../write/kernel.ts';
import type { UserError } from '../write/problems.ts';
import type { ChosenId } from '../write/record-ids.ts';
import { bare, shapeOf } from '../write/schema.ts';
import type { Conflict } from './conflict.ts';

export interface SentChange {
  /** The device's own; names the change for ever. */
  readonly key: string;
  readonly command: string;
  /** As the command's mutation takes it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Of the record that it changes, as the device has it from the server. */
  readonly baseVersion: number | null;
  /** When it was made, by the device's clock. */
  readonly at: Date;
  /** Global ids that the device has given to the records it makes. */
  readonly creates: readonly string[];
}

export interface ChangeAnswer {
  readonly key: string;
  readonly status: 'ACCEPTED' | 'CONFLICT' | 'REFUSED';
  readonly output: Readonly<Record<string, unknown>> | null;
  /** Of the record that it changed or made. */
  readonly version: number | null;
  /** It had been made before, and was not made again. */
  readonly isReplayed: boolean;
  readonly madeAt: Date;
  readonly isTimeCorrected: boolean;
  readonly conflict: Conflict | null;
  readonly userErrors: readonly UserError[];
}

export interface NamedRecord {
  readonly entity: EntityDef;
  readonly id: string;
}

const MAX_KEY = 100;
/** UUIDs in which the time stands first (version 7), as the engine's own. */
const timed = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** @throws BAD_INPUT before anything of it is looked at */
export function checkForm({ key, input }: SentChange): void {
  if (!isPlainObject(input)) throw badInput(label('the input must be an object', '输入必须是对象'), ['input']);
  if (key.trim() === '' || key.length > MAX_KEY || !isCleanText(key))
    throw badInput(label(`a key has 1 to ${MAX_KEY} characters`, `键长度为 1 至 ${MAX_KEY} 个字符`), ['key']);
}

/** @throws BAD_INPUT for what is no id that a device may give */
export function chosenIds(model: Model, creates: readonly string[]): readonly ChosenId[] {
  return creates.map((text) => {
    const parsed = parseGlobalId(text);
    const def = parsed ? model.byPrefix.get(parsed.prefix) : undefined;
    if (!parsed || !def || !timed.test(parsed.uuid))
      throw badInput(
        label(
          `"${text}" is no id for a new record: its prefix and a UUID of version 7`,
          `“${text}”不能作为新记录的编号：应为前缀加版本 7 的 UUID`,
        ),
        ['creates'],
      );
    return { entity: def.name, id: parsed.uuid };
  });
}

/** The record that a change is about: its command's subject, else the first that it makes. */
export function recordOf(model: Model, command: BoundCommand, change: SentChange): NamedRecord | null {
  for (const [name, schema] of Object.entries(command.definition.input)) {
    const shape = shapeOf(bare(schema));
    if (shape.kind !== 'known' || shape.is.kind !== 'id' || !shape.is.subject) continue;
    return recordNamed(model, change.input[name]);
  }
  return recordNamed(model, change.creates[0]);
}

function recordNamed(model: Model, id: unknown): NamedRecord | null {
  const parsed = typeof id === 'string' ? parseGlobalId(id) : null;
  const entity = parsed ? model.byPrefix.get(parsed.prefix) : undefined;
  return parsed && entity ? { entity, id: parsed.uuid } : null;
}

/** Whether a value names one of the ids, at whatever depth. */
export function names(value: unknown, ids: ReadonlyMap<string, string>): string | null {
  if (typeof value === 'string') return ids.get(value) ?? null;
  if (typeof value !== 'object' || value === null) return null;
  for (const item of Object.values(value)) {
    const found = names(item, ids);
    if (found !== null) return found;
  }
  return null;
}
