/** Where the rows of a list come from, before the request's own arguments narrow and order them. */
import type { Condition } from '../../access/condition.ts';
import type { Reached } from '../../access/policy.ts';
import type { RowIds } from '../../access/sink.ts';
import type { EntityDef, InterfaceDef } from '../../model/model.ts';
import type { LinkedIds } from './relations.ts';

export interface ListSource {
  /** Tells its cursors from those of other lists: `customers`, `Customer.contacts`. */
  readonly name: string;
  readonly entity: EntityDef;
  /** All records there are, not those of another record. */
  readonly whole: boolean;
  /** The ids of the rows that it can hold, where the request names them. */
  readonly named?: RowIds | null;
  readonly order: EntityDef['defaultOrder'];
  readonly reached: Reached | null;
  /** The same rows as `on` has, by their ids. */
  readonly linked?: LinkedIds | null;
  /** What links a row to its parent, or a plugin's own predicate. */
  readonly on: (alias: string) => Condition;
}

export interface ImplementerSource {
  readonly name: string;
  readonly of: InterfaceDef;
  /** The field of the interface that orders the list, newest first. */
  readonly orderBy: string;
  /** The record whose list it is: an implementer's `key` equals `value`. */
  readonly parent: { readonly entity: EntityDef; readonly key: string; readonly value: string; readonly byId: boolean } | null;
}
