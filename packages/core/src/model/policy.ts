/**
 * Row policies, in symbols. What an actor has is decided when a plan is made; who the actor is stays a bound parameter of it, so that no
 * value of one request can be baked into a plan that serves another.
 */
import type { SQL } from 'drizzle-orm';
import type { AnyEntity, Col, Entity, Row } from './entity.ts';
import type { Id } from './ids.ts';
import type { Decimal, Instant } from './scalars.ts';

/** How far a permission reaches: nothing, one's own records, one's teams', the teams' below too, everything. */
export type Reach = 'none' | 'own' | 'team' | 'below' | 'all';

/** The columns of one row of an entity, inside SQL: `row.ownerId` is a node of the plan. */
export type Sql<E extends AnyEntity> = { readonly [K in Col<E>]: SQL<Row<E>[K]> };

export interface PolicyActor<Perm extends string> {
  /** Decided when the plan is made; a plugin's own rights are a service's. */
  readonly kind: 'staff' | 'contact' | 'service';
  has(permission: Perm): boolean;
  scope(permission: Perm): Reach;
  /** The predicate that the reach of `permission` makes of a row with `ownerId` and `teamId`. */
  owned(row: { readonly ownerId: SQL; readonly teamId: SQL }, permission: Perm): SQL | boolean;
  /** Parameters of the plan; null in SQL for an actor of another kind. */
  readonly staffId: SQL<Id<'Staff'> | null>;
  readonly contactId: SQL<Id<'Contact'> | null>;
  readonly customerIds: SQL<readonly Id<'Customer'>[]>;
  readonly teamIds: SQL<readonly Id<'Team'>[]>;
  readonly teamIdsBelow: SQL<readonly Id<'Team'>[]>;
}

/** The only way from a SQL expression to another entity: its tenant (and, outside policies, its own policy) come along. */
export interface Related {
  exists<E extends AnyEntity>(entity: Entity<E>, where: (row: Sql<E>) => SQL): SQL<boolean>;
  count<E extends AnyEntity>(entity: Entity<E>, where: (row: Sql<E>) => SQL): SQL<number>;
  sum<E extends AnyEntity>(entity: Entity<E>, column: Col<E>, where: (row: Sql<E>) => SQL): SQL<Decimal>;
  /** The engine's clock as a parameter of the plan; `now()` and `current_*` are refused in plugin SQL. */
  readonly now: SQL<Instant>;
}

export type Policy<E extends AnyEntity, Perm extends string> = (row: Sql<E>, actor: PolicyActor<Perm>, q: Related) => SQL | boolean;

/** Visible exactly when the record that a column refers to is, and the permission is held where one is given. */
export interface Through {
  readonly kind: 'through';
  readonly column: string;
  readonly permission: string | null;
}

/** @example read: through('customerId', 'loyalty:read') */
export const through = <const C extends string, const P extends string = never>(
  column: C,
  permission?: P,
): Through & { readonly column: C; readonly permission: P | null } => ({
  kind: 'through',
  column,
  permission: permission ?? null,
});

export type ReadRule<E extends AnyEntity, Perm extends string> =
  | Perm
  | Policy<E, Perm>
  | (Through & { readonly column: Col<E>; readonly permission: Perm | null });

/** ANDed with the owner's rule of the entity; it can only narrow. */
export interface RestrictionPart {
  readonly kind: 'restriction';
  readonly plugin: string;
  readonly entity: Entity;
  // biome-ignore lint/suspicious/noExplicitAny: a policy over whatever entity
  readonly policy: Policy<any, string>;
}
