/**
 * An input as it came, made into what code sees: global ids become UUIDs, ISO text instants, decimals their one text. Keys nobody
 * declared are refused on the way, and every id is noted with its place.
 */
import type { z } from 'zod';
import type { InputKind } from '../model/input.ts';
import { label } from '../model/label.ts';
import { decodeAttributes } from './decode-attributes.ts';
import { decodePatch } from './decode-patch.ts';
import { type Decoder, decodeId, decodeMoney, decodeScalar, isPlainObject, unknownKey } from './decode-values.ts';
import { isEnumValue } from './enabled.ts';
import { badInput, type Path } from './problems.ts';
import { bare, shapeOf } from './schema.ts';

export function decode(d: Decoder, schema: z.ZodType, value: unknown, path: Path): unknown {
  if (value === null || value === undefined) return value;
  const shape = shapeOf(bare(schema));
  if (shape.kind === 'known') return decodeKnown(d, shape.is, value, path);
  if (shape.kind === 'list') return Array.isArray(value) ? value.map((v, i) => decode(d, shape.of, v, [...path, String(i)])) : value;
  if (shape.kind === 'fields') return decodeFields(d, shape.fields, value, path);
  return value;
}

export function decodeFields(d: Decoder, fields: Readonly<Record<string, z.ZodType>>, value: unknown, path: Path): unknown {
  if (!isPlainObject(value)) return value;
  const out: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(value)) {
    const schema = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!schema) d.problems.push(unknownKey(key, path));
    else if (given !== undefined) out[key] = decode(d, schema, given, [...path, key]);
  }
  return out;
}

function decodeKnown(d: Decoder, is: InputKind, value: unknown, path: Path): unknown {
  switch (is.kind) {
    case 'scalar':
      return decodeScalar(d, is.type, value, path);
    case 'money':
      return decodeMoney(d, value, path);
    case 'id':
      return decodeId(d, is.entity, value, path, is);
    case 'ref':
      return decodeId(d, is.entity, value, path);
    case 'file':
      return decodeId(d, 'File', value, path);
    case 'enum':
      return decodeEnum(d, is, value, path);
    case 'oneOf':
      return decodeOneOf(d, is.members, value, path);
    case 'patch':
      return isPlainObject(value) ? decodePatch(d, is.entity, is.keys, value, path) : value;
    case 'attributes':
      return isPlainObject(value) ? decodeAttributes(d, is.entity, value, path) : value;
    case 'object':
      return value;
  }
}

function decodeEnum(d: Decoder, { of }: Extract<InputKind, { kind: 'enum' }>, value: unknown, path: Path): unknown {
  const known = d.model.enums.get(of.name);
  const allowed = typeof value === 'string' && (known ? isEnumValue(known, value) : Object.hasOwn(of.values, value));
  if (!allowed)
    d.problems.push(badInput(label(`${String(value)} is no value of ${of.name}`, `${String(value)} 不是 ${of.name} 的取值`), path));
  return value;
}

function decodeOneOf(d: Decoder, members: Readonly<Record<string, z.ZodType>>, value: unknown, path: Path): unknown {
  if (!isPlainObject(value)) return value;
  if (!d.wire) {
    const kind = String(value['kind']);
    const schema = Object.hasOwn(members, kind) ? members[kind] : undefined;
    return schema ? { kind, value: decode(d, schema, value['value'], [...path, 'value']) } : value;
  }
  const given = Object.entries(value).filter(([, v]) => v !== undefined && v !== null);
  const [first] = given;
  const schema = first && Object.hasOwn(members, first[0]) ? members[first[0]] : undefined;
  if (given.length !== 1 || !first || !schema) {
    const names = Object.keys(members).join(', ');
    d.problems.push(badInput(label(`exactly one of ${names} must be given`, `必须且只能给出 ${names} 之一`), path));
    return value;
  }
  return { kind: first[0], value: decode(d, schema, first[1], [...path, first[0]]) };
}
