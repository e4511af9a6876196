/** What a saved view holds, and which fields it names. Pure. */
import { z } from '@guanxi/core';

/** A condition as the API takes it: fields with their operators, `and`, `or`, `not`, and conditions on relations. */
export type Condition = { readonly [key: string]: unknown };

export const ViewQuery = z.strictObject({
  where: z.record(z.string(), z.unknown()).optional(),
  search: z.string().min(1).max(200).optional(),
  orderBy: z.array(z.strictObject({ field: z.string().min(1), direction: z.enum(['ASC', 'DESC']) })).max(5).optional(),
  /** Fields and paths over to-one relations, such as `owner.name`. */
  columns: z.array(z.string().min(1)).min(1).max(50),
});
export type ViewQuery = z.output<typeof ViewQuery>;
