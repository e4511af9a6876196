/** Root fields of every entity: one record, a list, numbers over groups; and any record by its id. */
import type { EntityDef } from '../../model/model.ts';
import { aggregateArguments, aggregateType } from './aggregates.ts';
import { connectionOf, listArguments } from './connections.ts';
import type { Derivation } from './derivation.ts';
import { describe } from './describe.ts';
import type { RootMeaning } from './meaning.ts';
import { plannedRoot } from './planned.ts';
import type { FieldShape } from './types.ts';

const read = (root: RootMeaning): Pick<FieldShape, 'means' | 'resolve'> => ({ means: { kind: 'root', root }, resolve: plannedRoot });

const pastArgument = {
  asOf: {
    type: 'DateTime',
    description: 'As it was then, removed since or not. References lead to records of that time; lists and counts of other records do not.',
  },
};

export function entityRoots(d: Derivation, entity: EntityDef): Record<string, FieldShape> {
  const what = describe(entity.label);
  return {
    [entity.singular]: {
      type: entity.name,
      description: `One by its id: ${what}. Null where there is none, or you may not see it.`,
      args: { id: { type: 'ID!', description: 'Global id.' }, ...(entity.history === 'fields' && pastArgument) },
      ...read({ kind: 'record', entity }),
    },
    [entity.plural]: {
      type: connectionOf(d, entity.name, what),
      description: `A list: ${what}.`,
      args: listArguments(d, entity),
      ...read({ kind: 'list', entity, named: null }),
    },
    [`${entity.plural}Aggregate`]: {
      type: `[${aggregateType(d, entity)}!]`,
      description: `Numbers over groups: ${what}.`,
      args: aggregateArguments(d, entity),
      ...read({ kind: 'aggregate', entity }),
    },
  };
}

export const nodeRoots = (): Record<string, FieldShape> => ({
  node: {
    type: 'Node',
    description: 'Any record by its id.',
    args: { id: { type: 'ID!', description: 'Global id.' } },
    ...read({ kind: 'node' }),
  },
  nodes: {
    type: '[Node]',
    description: 'Records by their ids, in the order asked; null where there is none.',
    args: { ids: { type: '[ID!]!', description: 'Global ids.' } },
    ...read({ kind: 'nodes' }),
  },
});
