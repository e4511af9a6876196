/** The input of the command that changes a record which is there and differs. */
import { type GraphQLInputObjectType, type GraphQLSchema, getNamedType, isInputObjectType, isNonNullType } from 'graphql';
import type { FieldPlan } from './plan.ts';
import { commandOf } from './plan.ts';
import { unusable } from './problems.ts';

export interface Changes {
  readonly command: string;
  /** Null where one of the fields is nothing that the command changes. */
  input(id: string, fields: readonly FieldPlan[], values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null;
}

/** Such a command takes the record's id and, in `set` or beside the id, what changes. */
export function changesBy(schema: GraphQLSchema, command: string): Changes {
  const { input } = commandOf(schema, command);
  const record = Object.values(input.getFields()).find((f) => isNonNullType(f.type) && getNamedType(f.type).name === 'ID');
  if (!record) throw unusable(`"${command}" takes no record to change.`, `“${command}”没有要修改的记录。`);
  const inner = getNamedType(input.getFields()['set']?.type);
  const set: GraphQLInputObjectType | null = isInputObjectType(inner) ? inner : null;
  const settable = (set ?? input).getFields();
  return {
    command,
    input(id, fields, values) {
      const keys = fields.map((f) => String(f.target.path[0]));
      if (!keys.every((key) => Object.hasOwn(settable, key))) return null;
      const changed = Object.fromEntries(keys.map((key) => [key, values[key]]));
      return { [record.name]: id, ...(set ? { set: changed } : changed) };
    },
  };
}
