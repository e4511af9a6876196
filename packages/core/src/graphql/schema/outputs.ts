/** GraphQL outputs from the schemas of commands' and queries' results; records in them are named by id and read by the read path. */
import { z } from 'zod';
import { type Fields, type InputKind, inputKindOf } from '../../model/input.ts';
import type { Derivation } from './derivation.ts';
import { pascal } from './describe.ts';
import { declaredEnum } from './enums.ts';
import { inside, type Place } from './inputs.ts';
import type { FieldShape } from './types.ts';

export function outputFields(d: Derivation, fields: Fields, at: Place): Record<string, FieldShape> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, schema]) => [
      key,
      {
        type: outputType(d, schema, inside(at, key)),
        description: schema.description ?? `${pascal(key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase())}.`,
      },
    ]),
  );
}

export function outputType(d: Derivation, schema: z.ZodType, at: Place): string {
  const kind = inputKindOf(schema);
  if (kind) return kindType(d, kind, schema, at);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return outputType(d, schema.def.innerType as z.ZodType, at).replace(/!$/, '');
  if (schema instanceof z.ZodArray) {
    const item = outputType(d, schema.element as z.ZodType, at);
    return item.startsWith('[') ? refuse(d, at, 'a list of lists is not derived: put the inner list into a named object') : `[${item}]!`;
  }
  if (schema instanceof z.ZodObject) return `${objectType(d, at.name, schema.shape as Fields, at)}!`;
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return 'String!';
  if (schema instanceof z.ZodBoolean) return 'Boolean!';
  if (schema instanceof z.ZodNumber) return 'Float!';
  return refuse(d, at, `a zod "${schema.def.type}" has no GraphQL type; use the kit "t"`);
}

function kindType(d: Derivation, kind: InputKind, schema: z.ZodType, at: Place): string {
  switch (kind.kind) {
    case 'scalar':
      return `${kind.type}!`;
    case 'money':
      return 'Money!';
    case 'id':
    case 'file':
      return 'ID!';
    case 'attributes':
      return 'JSON!';
    case 'enum':
      return `${declaredEnum(d, kind.of, at.plugin)}!`;
    case 'object':
      return `${objectType(d, kind.name, (schema as unknown as z.ZodObject).shape as Fields, at)}!`;
    // As in an input: a member each, of which one has a value.
    case 'oneOf':
      return `${memberType(d, kind.name, kind.members, at)}!`;
    case 'patch':
      return refuse(d, at, 'a patch is an input');
    // Null where the caller may not see the record.
    case 'ref':
      return d.source.model.entities.has(kind.entity) ? kind.entity : refuse(d, at, `there is no entity "${kind.entity}"`);
  }
}

const objectType = (d: Derivation, name: string, fields: Fields, at: Place): string =>
  d.types.declared(name, fields, () => d.types.object(name, `Part of ${at.path}.`, () => outputFields(d, fields, { ...at, name })));

const memberType = (d: Derivation, name: string, members: Fields, at: Place): string =>
  d.types.declared(name, members, () =>
    d.types.object(name, `Exactly one of these. Part of ${at.path}.`, () =>
      Object.fromEntries(
        Object.entries(outputFields(d, members, { ...at, name })).map(([key, f]) => [key, { ...f, type: f.type.replace(/!$/, '') }]),
      ),
    ),
  );

function refuse(d: Derivation, at: Place, detail: string): string {
  d.problems.push({ code: 'INPUT_TYPE', plugins: [at.plugin], subject: at.path, detail });
  return 'JSON';
}
