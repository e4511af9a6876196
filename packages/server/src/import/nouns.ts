/** What people call what they import: `customers`, `staff`, `suppliers`, or a command by its own name. */
import type { GraphQLSchema } from 'graphql';
import { listOf } from './entity.ts';
import type { Source } from './mapping.ts';
import { unusable } from './problems.ts';

export interface Noun {
  readonly into: string;
  /** What makes it this noun and not another of its kind. */
  readonly fields: Readonly<Record<string, Source>>;
}

const more: Readonly<Record<string, Noun>> = {
  staff: { into: 'createStaff', fields: {} },
  suppliers: { into: 'createCustomer', fields: { roles: { value: ['SUPPLIER'] } } },
  facts: { into: 'recordFact', fields: {} },
  interactions: { into: 'recordInteraction', fields: {} },
};

/** @throws BAD_INPUT that lists what there is */
export function readNoun(schema: GraphQLSchema, text: string): Noun {
  const commands = schema.getMutationType()?.getFields() ?? {};
  if (Object.hasOwn(commands, text)) return { into: text, fields: {} };
  const entity = listOf(schema, text);
  const noun = Object.hasOwn(more, text) ? more[text] : entity ? { into: `create${entity.type.name}`, fields: {} } : undefined;
  if (noun && Object.hasOwn(commands, noun.into)) return noun;
  const nouns = [...Object.keys(more), 'customers', 'contacts'].sort().join(', ');
  throw unusable(
    `Nothing is imported into "${text}": name one of ${nouns}, or a command.`,
    `无法导入到“${text}”：请使用 ${nouns} 之一，或命令名。`,
  );
}
