/** People read the customer master and its plugins in English and in Simplified Chinese: whatever has a text has it in both. */
import { type Command, createEngine, type DomainEvent, type Label } from '@guanxi/core';
import { modelOf } from '@guanxi/core/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { everyPlugin } from '../every-plugin.ts';

const isBilingual = ({ en, zh }: Label): boolean =>
  en.trim() !== '' && en !== zh && /\p{Script=Han}/u.test(zh) && !/\p{Script=Han}/u.test(en);
/** What somebody else wrote, in both languages, and is told as it is. */
const isTold = ({ en, zh }: Label): boolean => en === zh && /^\{\w+\}$/.test(en);
const lacking = (texts: Iterable<readonly [string, Label]>): string[] =>
  [...texts].filter(([, text]) => !isBilingual(text) && !isTold(text)).map(([subject, { en, zh }]) => `${subject}: ${en} / ${zh}`);

const plugins = everyPlugin();
const engine = createEngine({ plugins });
const model = modelOf(engine);
afterAll(() => engine.close());

describe('in both languages are', () => {
  const definitions = (tokens: readonly (Command | DomainEvent)[] = []) =>
    tokens.flatMap(({ definition }) => (definition ? [[definition.name, definition.label] as const] : []));

  test('the types of records and all their fields, those that the engine adds too', () => {
    const entities = [...model.entities.values()];
    expect(lacking(entities.map((entity) => [entity.name, entity.label] as const))).toEqual([]);
    expect(
      lacking(entities.flatMap((entity) => [...entity.fields.values()].map((f) => [`${entity.name}.${f.name}`, f.label] as const))),
    ).toEqual([]);
  });

  test('the values of enums', () => {
    expect(
      lacking([...model.enums.values()].flatMap((e) => [...e.values].map(([value, { label }]) => [`${e.name}.${value}`, label] as const))),
    ).toEqual([]);
  });

  test('interfaces with their fields', () => {
    const interfaces = [...model.interfaces.values()];
    expect(lacking(interfaces.map((i) => [i.name, i.label] as const))).toEqual([]);
    expect(
      lacking(interfaces.flatMap((i) => Object.entries(i.shape.fields).map(([name, { label }]) => [`${i.name}.${name}`, label] as const))),
    ).toEqual([]);
  });

  describe.each(plugins.map((plugin) => [plugin.id, plugin.shape] as const))('of %s', (_, shape) => {
    test('commands, queries and events', () => {
      expect(lacking(definitions(shape.commands))).toEqual([]);
      expect(lacking((shape.queries ?? []).map(({ name, label }) => [name, label] as const))).toEqual([]);
      expect(lacking(definitions(shape.events))).toEqual([]);
    });

    test('permissions, refusals, registries and the plugin itself', () => {
      expect(lacking(Object.entries(shape.permissions as Readonly<Record<string, Label>>))).toEqual([]);
      expect(lacking((shape.refusals ?? []).map(({ code, text }) => [code, text] as const))).toEqual([]);
      expect(lacking(shape.model.flatMap((part) => (part.kind === 'point' ? [[part.id, part.label] as const] : [])))).toEqual([]);
      expect(isBilingual(shape.label)).toBe(true);
    });

    test('what it contributes to registries', () => {
      const texts = shape.model.flatMap((part) => (part.kind === 'contribution' ? labelsIn(part.id, part.value) : []));
      expect(lacking(texts)).toEqual([]);
    });
  });
});

/** Labels at any depth of what was contributed. */
function labelsIn(at: string, value: unknown): (readonly [string, Label])[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && 'zh' in value) return [[at, value as Label]];
  return Object.entries(value).flatMap(([key, inner]) => labelsIn(`${at}.${key}`, inner));
}
