/** Zod schemas as the write path walks them: through optionals and nullables to what has a meaning on the API. */
import type { z } from 'zod';
import { type InputKind, inputKindOf } from '../model/input.ts';

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}
const definitionOf = (schema: z.ZodType): Definition => schema._zod.def as unknown as Definition;

/** The schema within optionals and nullables. */
export function bare(schema: z.ZodType): z.ZodType {
  let at = schema;
  while (inputKindOf(at) === null) {
    const { type, innerType } = definitionOf(at);
    if ((type !== 'optional' && type !== 'nullable') || !innerType) return at;
    at = innerType;
  }
  return at;
}

export type Shape =
  | { readonly kind: 'known'; readonly is: InputKind }
  | { readonly kind: 'list'; readonly of: z.ZodType }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, z.ZodType>> }
  | { readonly kind: 'other' };

/** What a bare schema is made of. */
export function shapeOf(schema: z.ZodType): Shape {
  const known = inputKindOf(schema);
  const { type, element, shape } = definitionOf(schema);
  if (known && known.kind !== 'object') return { kind: 'known', is: known };
  if (type === 'array' && element) return { kind: 'list', of: element };
  if (type === 'object' && shape) return { kind: 'fields', fields: shape };
  return { kind: 'other' };
}
