/** GraphQL inputs from the zod schemas of commands, queries and lists (design section 5). */
import { z } from 'zod';
import { type Fields, type InputKind, inputKindOf } from '../../model/input.ts';
import type { Derivation } from './derivation.ts';
import { pascal } from './describe.ts';
import { declaredEnum } from './enums.ts';
import type { InputShape } from './types.ts';
import { columnType } from './values.ts';

/** What is being derived: who declared it, where it stands, and what a nameless structure in it is called. */
export interface Place {
  readonly plugin: string;
  readonly path: string;
  readonly name: string;
}
export const inside = (at: Place, key: string): Place => ({
  plugin: at.plugin,
  path: `${at.path}.${key}`,
  name: `${at.name}${pascal(key)}`,
});

export function inputFields(d: Derivation, fields: Fields, at: Place, o: { readonly optional?: boolean } = {}): Record<string, InputShape> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, schema]) => {
      const type = inputType(d, schema, inside(at, key));
      return [key, { type: o.optional ? type.replace(/!$/, '') : type, description: schema.description ?? descriptionOf(schema, key) }];
    }),
  );
}

/** In GraphQL's notation. What cannot be said becomes a problem, and JSON so that the rest can be looked at. */
export function inputType(d: Derivation, schema: z.ZodType, at: Place): string {
  const kind = inputKindOf(schema);
  if (kind) return `${kindType(d, kind, schema, at)}!`;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return inputType(d, schema.def.innerType as z.ZodType, at).replace(/!$/, '');
  if (schema instanceof z.ZodArray) {
    const item = inputType(d, schema.element as z.ZodType, at);
    if (item.startsWith('[')) return refuse(d, at, 'a list of lists is not derived: put the inner list into a named object');
    return `[${item}]!`;
  }
  if (schema instanceof z.ZodObject) return `${objectInput(d, `${at.name}Input`, schema.shape as Fields, at)}!`;
  if (schema instanceof z.ZodEnum) return `${literalEnum(d, schema, at)}!`;
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return 'String!';
  if (schema instanceof z.ZodBoolean) return 'Boolean!';
  if (schema instanceof z.ZodNumber) return numberType(d, schema, at);
  return refuse(d, at, `a zod "${schema.def.type}" has no GraphQL input; use the kit "t"`);
}

function refuse(d: Derivation, at: Place, detail: string): string {
  d.problems.push({ code: 'INPUT_TYPE', plugins: [at.plugin], subject: at.path, detail });
  return 'JSON!';
}

/** Integers are 32-bit; what may be larger is a Decimal. */
function numberType(d: Derivation, schema: z.ZodNumber, at: Place): string {
  const formats = [schema.def, ...(schema.def.checks ?? []).map((c) => c._zod.def)]
    .map((def) => (def as { format?: string }).format)
    .filter((f) => f !== undefined);
  if (formats.some((f) => f === 'int32' || f === 'uint32')) return 'Int!';
  if (formats.length === 0) return 'Float!';
  return refuse(d, at, `a zod number "${formats.join(', ')}" may be larger than 32 bits; use t.int() or t.decimal()`);
}

function kindType(d: Derivation, kind: InputKind, schema: z.ZodType, at: Place): string {
  switch (kind.kind) {
    case 'scalar':
      return kind.type;
    case 'money':
      return moneyInput(d);
    case 'id':
    case 'file':
    case 'ref':
      return 'ID';
    case 'attributes':
      return 'JSON';
    case 'enum':
      return declaredEnum(d, kind.of, at.plugin);
    case 'object':
      return objectInput(d, inputName(kind.name), (schema as unknown as z.ZodObject).shape as Fields, at);
    case 'oneOf':
      return oneOfInput(d, inputName(kind.name), kind.members, at);
    case 'patch':
      return patchInput(d, kind, at);
  }
}

const inputName = (name: string): string => (name.endsWith('Input') ? name : `${name}Input`);

function objectInput(d: Derivation, name: string, fields: Fields, at: Place): string {
  return d.types.declared(name, fields, () =>
    d.types.input(name, `Part of ${at.path}.`, () => inputFields(d, fields, { ...at, name: name.replace(/Input$/, '') })),
  );
}

function oneOfInput(d: Derivation, name: string, members: Fields, at: Place): string {
  return d.types.declared(name, members, () =>
    d.types.input(
      name,
      `Exactly one of these. Part of ${at.path}.`,
      () => inputFields(d, members, { ...at, name: name.replace(/Input$/, '') }, { optional: true }),
      { oneOf: true },
    ),
  );
}

function moneyInput(d: Derivation): string {
  return d.types.once('MoneyInput', () =>
    d.types.input('MoneyInput', 'An amount in a currency.', () => ({
      amount: { type: 'Decimal!', description: 'The amount.' },
      currency: { type: 'String!', description: 'ISO 4217.' },
    })),
  );
}

/** Columns of a record: what is absent stays as it is, null clears. */
function patchInput(d: Derivation, kind: Extract<InputKind, { kind: 'patch' }>, at: Place): string {
  const entity = d.source.model.entities.get(kind.entity);
  const name = at.name;
  return d.types.declared(name, kind, () =>
    d.types.input(name, `What changes of the ${kind.entity}: absent stays as it is, null clears.`, () =>
      Object.fromEntries(
        kind.keys.flatMap((key): [string, InputShape][] => {
          if (key === 'attributes' && entity?.hasAttributes)
            return [[key, { type: 'JSON', description: 'Tenant-defined attributes by key.' }]];
          const column = entity?.columns.get(key);
          if (!column) {
            refuse(d, inside(at, key), `${kind.entity} has no column "${key}"`);
            return [];
          }
          const type = columnType(d, column);
          return [[key, { type: column.array ? `[${type}!]` : type, description: `${key} of the record.` }]];
        }),
      ),
    ),
  );
}

function literalEnum(d: Derivation, schema: z.ZodEnum, at: Place): string {
  return declaredEnum(
    d,
    {
      kind: 'enum',
      name: at.name,
      open: false,
      values: Object.fromEntries(schema.options.map((v) => [String(v), { en: String(v), zh: String(v) }])),
    },
    at.plugin,
  );
}

function descriptionOf(schema: z.ZodType, key: string): string {
  const kind = inputKindOf(schema);
  if (kind?.kind === 'id') return `The id of a ${kind.entity}.`;
  if (kind?.kind === 'file') return `The id of an uploaded file: ${kind.types.join(', ')}.`;
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return `${pascal(words)}.`;
}

/** Whether a command's input has a record that it is about, so that callers may say which version they saw. */
export const hasSubject = (fields: Fields): boolean =>
  Object.values(fields).some((schema) => {
    const kind = inputKindOf(schema);
    return kind?.kind === 'id' && kind.subject;
  });
