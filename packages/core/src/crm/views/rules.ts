/** What a saved view holds, and which fields it names. Pure. */
import { z } from '@guanxi/core';

/** A condition as the API takes it: fields with their operators, `and`, `or`, `not`, and conditions on relations. */
export type Condition = { readonly [key: string]: unknown };

export const ViewQuery = z.strictObject({
  where: z.record(z.string(), z.unknown()).optional(),
  search: z.string().min(1).max(200).optional(),
  orderBy: z
    .array(z.strictObject({ field: z.string().min(1), direction: z.enum(['ASC', 'DESC']) }))
    .max(5)
    .optional(),
  /** Fields and paths over to-one relations, such as `owner.name`. */
  columns: z.array(z.string().min(1)).min(1).max(50),
});
export type ViewQuery = z.output<typeof ViewQuery>;

const operators = new Set([
  'eq',
  'ne',
  'in',
  'notIn',
  'lt',
  'lte',
  'gt',
  'gte',
  'isNull',
  'contains',
  'startsWith',
  'endsWith',
  'has',
  'hasAny',
  'hasAll',
  'isEmpty',
  'amount',
  'currency',
]);
const isObject = (value: unknown): value is Condition => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every path of fields that a condition names; quantifiers over relations are no part of a path. */
export function conditionPaths(condition: Condition, prefix: readonly string[] = []): readonly string[] {
  return Object.entries(condition).flatMap(([key, value]): readonly string[] => {
    if (key === 'and' || key === 'or')
      return Array.isArray(value) ? value.flatMap((one) => (isObject(one) ? conditionPaths(one, prefix) : [])) : [];
    if (key === 'not' || key === 'some' || key === 'every' || key === 'none') return isObject(value) ? conditionPaths(value, prefix) : [];
    // Attributes are the tenant's: one that is retired later must not make the view unreadable.
    if (key === 'attributes') return [];
    const path = [...prefix, key];
    if (!isObject(value) || Object.keys(value).some((inner) => operators.has(inner))) return [path.join('.')];
    return conditionPaths(value, path);
  });
}

export const pathsOf = (query: ViewQuery): readonly string[] => [
  ...new Set([
    ...query.columns.filter((column) => !column.startsWith('attributes.')),
    ...(query.orderBy ?? []).map((o) => o.field),
    ...conditionPaths(query.where ?? {}),
  ]),
];
