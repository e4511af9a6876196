/** The arguments of a list. */
import type { EntityDef } from '../../model/model.ts';
import type { Leaf, ListArguments } from '../../read/selection.ts';
import { filterOf } from './filter.ts';
import { orderOf } from './order.ts';
import type { Given, Reader } from './reader.ts';
import type { Translation } from './translation.ts';

/** Null where it was left out or is null. */
export const leafOf = (reader: Reader, given: Given | undefined): Leaf | null =>
  given && reader.state(given) === 'value' ? reader.leaf(given) : null;

const sizeOf = (reader: Reader, given: Given | undefined): Leaf | null =>
  given && reader.state(given) === 'value' ? reader.fixed(given) : null;

/** @param entity Null for lists over several types, which are not filtered or ordered. */
export function listOf(t: Translation, entity: EntityDef | null, args: ReadonlyMap<string, Given>): ListArguments {
  const { reader, model } = t;
  return {
    first: sizeOf(reader, args.get('first')),
    after: leafOf(reader, args.get('after')),
    last: sizeOf(reader, args.get('last')),
    before: leafOf(reader, args.get('before')),
    where: entity && filterOf(model, reader, entity, args.get('where')),
    search: leafOf(reader, args.get('search')),
    ...(entity === null && {
      kinds: leafOf(reader, args.get('kinds')),
      from: leafOf(reader, args.get('from')),
      to: leafOf(reader, args.get('to')),
    }),
    orderBy: entity ? orderOf(model, reader, entity, args.get('orderBy')) : [],
  };
}
