/** What a definition of an attribute must be. Pure; values are checked by the kernel, wherever they are written. */
import { t } from '@guanxi/core';

/** `namespace.name`: the namespace says who answers for it, so that a plugin's later field never takes its name. */
export const isKey = (key: string): boolean => /^[a-z][a-z0-9_]{0,39}\.[a-z][A-Za-z0-9_]{0,59}$/.test(key);

/** Which index columns a type may fill; an empty list: it is not indexed by a column (equality and presence always are). */
export function slotsFor(type: string): readonly string[] {
  switch (type) {
    case 'TEXT':
    case 'CHOICE':
    case 'BOOLEAN':
    case 'REFERENCE':
      return ['t1', 't2', 't3', 't4'];
    case 'NUMBER':
    case 'MONEY':
      return ['n1', 'n2', 'n3', 'n4'];
    case 'DATE':
      return ['d1', 'd2', 'd3'];
    default:
      return [];
  }
}
export const freeSlot = (type: string, taken: readonly (string | null)[]): string | null =>
  slotsFor(type).find((slot) => !taken.includes(slot)) ?? null;

export interface Choice {
  readonly value: string;
  readonly label: { readonly en: string; readonly zh: string };
}

/** What is wrong with the choices of a type; null: nothing. */
export function choicesProblem(type: string, choices: readonly Choice[] | undefined): 'NEEDED' | 'NOT_OF_TYPE' | 'TWICE' | null {
  const isChoice = type === 'CHOICE' || type === 'MANY_CHOICE';
  if (!isChoice) return choices === undefined ? null : 'NOT_OF_TYPE';
  if (choices === undefined || choices.length === 0) return 'NEEDED';
  return new Set(choices.map((c) => c.value)).size < choices.length ? 'TWICE' : null;
}

/** Choices that are there stay (records hold them), their labels may change; new ones come after. */
export function mergeChoices(present: readonly Choice[], given: readonly Choice[]): readonly Choice[] {
  const changed = new Map(given.map((choice) => [choice.value, choice]));
  return [
    ...present.map((choice) => changed.get(choice.value) ?? choice),
    ...given.filter((choice) => !present.some((one) => one.value === choice.value)),
  ];
}

/** Whether a default fits the type. Not of references and unique attributes: two records would have the same. */
export function isDefault(type: string, value: unknown, choices: readonly Choice[] | undefined): boolean {
  const isChoice = (one: unknown): boolean => choices?.some((c) => c.value === one) ?? false;
  switch (type) {
    case 'TEXT':
      return t.text().safeParse(value).success;
    case 'NUMBER':
      return t.decimal().safeParse(typeof value === 'number' ? String(value) : value).success;
    case 'DATE':
      return t.date().safeParse(value).success;
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'CHOICE':
      return isChoice(value);
    case 'MANY_CHOICE':
      return Array.isArray(value) && new Set(value).size === value.length && value.every(isChoice);
    case 'MONEY':
      return t.money().safeParse(value).success;
    default:
      return false;
  }
}

/** Types whose values can be told apart by their text. */
export const canBeUnique = (type: string): boolean => ['TEXT', 'NUMBER', 'DATE', 'REFERENCE'].includes(type);
