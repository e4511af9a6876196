/** Relay connections, and the arguments that lists take. */
import type { EntityDef, InterfaceDef } from '../../model/model.ts';
import type { Derivation } from './derivation.ts';
import { describe, screaming } from './describe.ts';
import { filterType } from './filters.ts';
import { orderType } from './order.ts';
import type { InputShape } from './types.ts';

const part = { means: { kind: 'part' } } as const;

/** The connection over a type, by the type's name. */
export function connectionOf(d: Derivation, name: string, description: string): string {
  const { types } = d;
  const connection = `${name}Connection`;
  return types.once(connection, () => {
    const edge = `${name}Edge`;
    types.object(edge, `One of the list: ${description}.`, () => ({
      cursor: { type: 'String!', description: 'Where it stands; for `after` and `before`.', ...part },
      node: { type: `${name}!`, description: 'The record.', ...part },
    }));
    types.object(connection, `A page of a list: ${description}.`, () => ({
      nodes: { type: `[${name}!]!`, description: 'The records of the page.', ...part },
      edges: { type: `[${edge}!]!`, description: 'The records of the page with their cursors.', ...part },
      pageInfo: { type: pageInfo(d), description: 'What is before and after the page.', ...part },
      totalCount: { type: 'Int!', description: 'How many records there are on all pages; exact up to a limit.', ...part },
      totalCountIsExact: { type: 'Boolean!', description: 'False where there are more than `totalCount` says.', ...part },
    }));
  });
}

function pageInfo(d: Derivation): string {
  d.types.once('PageInfo', () =>
    d.types.object('PageInfo', 'What is before and after a page.', () => ({
      hasNextPage: { type: 'Boolean!', description: 'More records follow.', ...part },
      hasPreviousPage: { type: 'Boolean!', description: 'Records come before.', ...part },
      startCursor: { type: 'String', description: 'Of the first record of the page.', ...part },
      endCursor: { type: 'String', description: 'Of the last record of the page.', ...part },
    })),
  );
  return 'PageInfo!';
}

export const pageArguments: Readonly<Record<string, InputShape>> = {
  first: { type: 'Int', description: 'How many from the start.' },
  after: { type: 'String', description: 'Only records after this cursor.' },
  last: { type: 'Int', description: 'How many from the end.' },
  before: { type: 'String', description: 'Only records before this cursor.' },
};

export function listArguments(d: Derivation, entity: EntityDef): Readonly<Record<string, InputShape>> {
  return {
    ...pageArguments,
    where: { type: filterType(d, entity), description: 'Only records that fit.' },
    ...(entity.hasSearch && { search: { type: 'String', description: 'Only records that the words find: Chinese, Latin or pinyin.' } }),
    orderBy: { type: `[${orderType(d, entity)}!]`, description: 'In which order; what is equal is ordered by id.' },
  };
}

/** Lists over several types are narrowed by type and by time, in the order that they have. */
export function interfaceListArguments(d: Derivation, of: InterfaceDef): Readonly<Record<string, InputShape>> {
  const kind = `${of.name}Kind`;
  d.types.once(kind, () =>
    d.types.enum(
      kind,
      `A type behind ${describe(of.label)}.`,
      Object.fromEntries(
        of.implementers.map(({ entity }) => [screaming(entity.name), { value: entity.name, description: describe(entity.label) }]),
      ),
    ),
  );
  return {
    ...pageArguments,
    kinds: { type: `[${kind}!]`, description: 'Only records of these types.' },
    from: { type: 'DateTime', description: 'Only what was then or later.' },
    to: { type: 'DateTime', description: 'Only what was before then.' },
  };
}
