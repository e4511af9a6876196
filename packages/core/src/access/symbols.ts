/**
 * The symbols that plugins' SQL is made of. Each is a Drizzle `SQL` to the plugin and a node of the plan to the engine, so that a column,
 * an actor's id or another table is never just text.
 */
import { SQL as DrizzleSQL, type SQL, sql } from 'drizzle-orm';
import type { Entity } from '../model/entity.ts';
import type { ColumnDef, EntityDef } from '../model/model.ts';
import type { PolicyActor, Related } from '../model/policy.ts';
import type { ActorBindings } from './actor.ts';
import type { Rights } from './rights.ts';

export type ActorParameter = Exclude<keyof ActorBindings, 'tenant'>;

/** A row of another entity, with the columns of an inner table. */
// biome-ignore lint/suspicious/noExplicitAny: rows of whatever entity
export type InnerWhere = (row: any) => SQL;

export type Symbolic =
  | { readonly kind: 'column'; readonly entity: EntityDef; readonly column: ColumnDef; readonly alias: string }
  | { readonly kind: 'actor'; readonly parameter: ActorParameter }
  | { readonly kind: 'now' }
  | {
      readonly kind: 'related';
      readonly does: 'exists' | 'count' | 'sum';
      readonly entity: Entity;
      readonly column: string | null;
      readonly where: InnerWhere;
    }
  /** Rendered by whoever made it: an input of a plugin's list. */
  | { readonly kind: 'text'; readonly text: string };

const symbols = new WeakMap<object, Symbolic>();
/** What a chunk of SQL stands for; null for text, values and plain SQL. */
export const symbolOf = (chunk: unknown): Symbolic | null =>
  typeof chunk === 'object' && chunk !== null ? (symbols.get(chunk) ?? null) : null;

export function symbol(symbolic: Symbolic): SQL<never> {
  const node = new DrizzleSQL<never>([]);
  symbols.set(node, symbolic);
  return node;
}

/** The columns of one row under an alias. */
export function rowOf(entity: EntityDef, alias: string): Readonly<Record<string, SQL>> {
  return new Proxy({} as Record<string, SQL>, {
    get(_, key) {
      if (typeof key !== 'string') return undefined;
      const column = entity.columns.get(key);
      if (column === undefined) throw new TypeError(`${entity.name} has no column "${key}"`);
      return symbol({ kind: 'column', entity, column, alias });
    },
  });
}

const relate = (does: 'exists' | 'count' | 'sum', entity: Entity, column: string | null, where: InnerWhere) =>
  symbol({ kind: 'related', does, entity, column, where });
/** The one `q` there is: what it says is rendered where it stands. */
export const related: Related = {
  exists: (entity, where) => relate('exists', entity, null, where),
  count: (entity, where) => relate('count', entity, null, where),
  sum: (entity, column, where) => relate('sum', entity, column, where),
  now: symbol({ kind: 'now' }),
};

/** The actor as policies see it: rights decided now, ids as parameters. */
export function policyActor(rights: Pick<Rights, 'kind' | 'has' | 'scope'>): PolicyActor<string> {
  const id = (parameter: ActorParameter) => symbol({ kind: 'actor', parameter });
  const actor: PolicyActor<string> = {
    kind: rights.kind,
    has: (permission) => rights.has(permission),
    scope: (permission) => rights.scope(permission),
    staffId: id('staffId'),
    contactId: id('contactId'),
    customerIds: id('customerIds'),
    teamIds: id('teamIds'),
    teamIdsBelow: id('teamIdsBelow'),
    owned(row, permission) {
      const reach = rights.scope(permission);
      if (reach === 'none' || reach === 'all') return reach === 'all';
      if (reach === 'own') return sql`${row.ownerId} = ${actor.staffId}`;
      // A wider reach never sees less: one's own records count whichever team they are in.
      return sql`(${row.teamId} = any(${reach === 'team' ? actor.teamIds : actor.teamIdsBelow}) or ${row.ownerId} = ${actor.staffId})`;
    },
  };
  return actor;
}
