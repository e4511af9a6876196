/** One zod object for one set of fields: making it again for every row would cost more than the check. */
import { z } from 'zod';
import type { Fields } from '../model/input.ts';

const made = new WeakMap<Fields, z.ZodType>();

/** Exactly these fields, nothing else. */
export function strict(fields: Fields): z.ZodType<Record<string, unknown>> {
  const known = made.get(fields);
  if (known) return known as z.ZodType<Record<string, unknown>>;
  const schema = z.strictObject(fields);
  made.set(fields, schema);
  return schema as unknown as z.ZodType<Record<string, unknown>>;
}
