/** What a command answered, as the API has it: global ids, also of the records that it would show. */
import type { z } from 'zod';
import { globalId } from '../model/ids.ts';
import type { Fields } from '../model/input.ts';
import type { Model } from '../model/model.ts';
import { bare, shapeOf } from '../write/schema.ts';

type Values = Readonly<Record<string, unknown>>;

export function wireOutput(model: Model, fields: Fields, output: unknown): Values {
  const given = (output ?? {}) as Values;
  return Object.fromEntries(Object.entries(fields).map(([key, schema]) => [key, wire(model, schema, given[key])]));
}

function wire(model: Model, schema: z.ZodType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const shape = shapeOf(bare(schema));
  if (shape.kind === 'list') return (value as readonly unknown[]).map((v) => wire(model, shape.of, v));
  if (shape.kind === 'fields') return wireOutput(model, shape.fields, value);
  if (shape.kind === 'other') return value;
  const { is } = shape;
  if (is.kind === 'file' || is.kind === 'id' || is.kind === 'ref') {
    const prefix = model.entities.get(is.kind === 'file' ? 'File' : is.entity)?.idPrefix;
    return prefix === undefined ? null : globalId(prefix, String(value));
  }
  if (is.kind !== 'oneOf') return value;
  const member = value as { readonly kind: string; readonly value: unknown };
  const of = is.members[member.kind];
  return of ? { [member.kind]: wire(model, of, member.value) } : null;
}
