/**
 * A mapping: which command a row goes to, and where its input comes from. Written as JSON by whoever imports; checked here for its form,
 * and in `plan.ts` against the schema.
 */
import { z } from '@guanxi/core';
import { unusable } from './problems.ts';

const find = z
  .strictObject({ in: z.string().min(1), by: z.string().min(1) })
  .describe('The value is a natural key: the record in this list whose field `by` has it. Rows of the same file count too.');

const source = z.strictObject({
  column: z.string().min(1).optional().describe('Header of the column.'),
  template: z
    .string()
    .min(1)
    .optional()
    .describe('Text with columns in braces, such as `{order_id}/{product_name}`; empty when one of them is.'),
  value: z.json().optional().describe('The same value for every row, as the API has it.'),
  default: z.string().min(1).optional().describe('Taken where the cell is empty.'),
  empty: z.array(z.string()).optional().describe('Texts that mean nothing, such as `["-", "NULL"]`.'),
  required: z.boolean().optional().describe('Refuse the row where the cell is empty.'),
  map: z
    .record(z.string(), z.string())
    .optional()
    .describe('Texts to values; a text that is not listed stays, unless `*` says what it becomes.'),
  split: z.string().min(1).optional().describe('For lists: what stands between the values.'),
  find: find.optional(),
  date: z.string().min(1).optional().describe('Form of a date: YYYY, MM, M, DD, D, HH, mm, ss. Default: ISO 8601, also with / or 年月日.'),
  zone: z.string().min(1).optional().describe('IANA zone of times without one. Default: the tenant’s.'),
  decimal: z.enum(['.', ',']).optional().describe('What stands before the decimals. Default `.`; the other one separates thousands.'),
  as: z.enum(['text', 'number', 'boolean', 'date']).optional().describe('Type of a tenant-defined attribute. Default text.'),
  compare: z.boolean().optional().describe('False: not compared with the record that is there.'),
});

const one = z.strictObject({
  into: z.string().min(1).describe('A command such as `createCustomer`.'),
  key: z
    .array(z.string().min(1))
    .min(1)
    .describe('Targets that together tell records apart, such as `["code"]`. A second run finds its rows by them.'),
  update: z
    .string()
    .min(1)
    .optional()
    .describe('The command that changes a record which is there and differs. Without it such rows are refused.'),
  fields: z
    .record(z.string().min(1), z.union([z.string().min(1), source]))
    .describe('By target in the input, such as `name`, `channels[0].value`, `loyalty.tier`, `attributes.sales.grade`. A text is a column.'),
});

/** Several are run over the file one after the other: customers first, then their contacts. */
const file = z.union([one, z.array(one).min(1)]);

export type Source = z.output<typeof source>;
export interface Mapping {
  readonly into: string;
  readonly key: readonly string[];
  readonly update?: string | undefined;
  readonly fields: Readonly<Record<string, Source>>;
}

/** @throws BAD_INPUT that says where in the mapping what is wrong */
export function readMappings(text: string, name: string): readonly Mapping[] {
  const refuse = (en: string, zh: string): never => {
    throw unusable(`${name}: ${en}`, `${name}：${zh}`);
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refuse(`is no JSON: ${(error as Error).message}`, `不是 JSON：${(error as Error).message}`);
  }
  const parsed = (Array.isArray(json) ? z.array(one).min(1) : one).safeParse(json);
  if (!parsed.success) {
    const told = z.prettifyError(parsed.error);
    return refuse(`does not have the form of a mapping:\n${told}`, `不符合映射文件的格式：\n${told}`);
  }
  return [parsed.data].flat().map((mapping) => {
    const fields = Object.entries(mapping.fields).map(([target, given]): [string, Source] => {
      const made = typeof given === 'string' ? { column: given } : given;
      const origins = [made.column, made.template, made.value].filter((o) => o !== undefined).length;
      if (origins !== 1)
        refuse(`"${target}" needs exactly one of column, template and value`, `“${target}”须且只能有 column、template、value 之一`);
      return [target, made];
    });
    return { ...mapping, fields: Object.fromEntries(fields) };
  });
}

/** The form of a mapping file as JSON Schema, for editors and for `guanxi import --mapping-schema`. */
export const mappingSchema = (): object => z.toJSONSchema(file, { target: 'draft-7' });
