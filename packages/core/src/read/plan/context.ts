/** What a plan is made with, and what is noted on the way. */
import { type AccessContext, accessContext } from '../../access/context.ts';
import { type Access, rightsOf } from '../../access/rights.ts';
import { Sink } from '../../access/sink.ts';
import type { TenantAttributes } from '../../model/attributes.ts';
import type { EntityDef } from '../../model/model.ts';
import type { Related } from '../../model/policy.ts';
import type { Limits, ReadKernel } from '../kernel.ts';
import type { AbstractSelection, ConnectionSelection, Item, Leaf, ListArguments } from '../selection.ts';
import type { Emitted } from '../shape.ts';
import type { Columns } from '../sql/columns.ts';
import type { ImplementerSource, ListSource } from './sources.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Records hold lists, lists hold records, and either may hold a record of any type: the three meet here, so that none needs another's file.
 */
export interface Emitters {
  items(ctx: PlanContext, columns: Columns, entity: EntityDef, alias: string, items: readonly Item[]): void;
  connection(ctx: PlanContext, list: ListSource, args: ListArguments, connection: ConnectionSelection): Emitted;
  implementers(
    ctx: PlanContext,
    source: ImplementerSource,
    args: ListArguments,
    connection: ConnectionSelection<AbstractSelection>,
  ): Emitted;
}

/** What holds while a record is planned as it once was. */
export interface Past {
  /** The instant, as SQL. */
  readonly at: string;
  /** Where in the answer the plan is, for refusals. */
  readonly path: readonly string[];
  /** What expressions over the record may use of other records: nothing, since those would be of today. */
  readonly related: Related;
}

export interface PlanContext extends AccessContext {
  readonly emit: Emitters;
  readonly limits: Limits;
  readonly attributes: TenantAttributes;
  /** Whether values are written as the API has them or as code has them (UUIDs for ids). */
  readonly values: 'wire' | 'code';
  /** Null where records are read as they are. */
  readonly past: Past | null;
  /** The fingerprint of a list for a tenant, in its cursors. */
  fingerprint(list: string, tenant: string): string;
  readonly notes: {
    /** Something in the answer needs JavaScript. */
    tree: boolean;
    /** Something is refused at a place of which the API promises that it is never null. */
    breaksPromise: boolean;
    /** What was taken for granted of the variables, because the statement's form hangs on it. */
    readonly assumptions: ((variables: Variables) => boolean)[];
    /** What to refuse before the statement runs. */
    readonly checks: ((variables: Variables) => void)[];
  };
}

export function planContext(
  kernel: Pick<ReadKernel, 'model' | 'limits' | 'fingerprint'>,
  access: Access,
  values: 'wire' | 'code',
  emit: Emitters,
): PlanContext {
  return {
    emit,
    ...accessContext(kernel.model, rightsOf(access), new Sink()),
    limits: kernel.limits,
    attributes: access.attributes,
    values,
    past: null,
    fingerprint: (list, tenant) => kernel.fingerprint(`${tenant} ${list}`),
    notes: { tree: false, breaksPromise: false, assumptions: [], checks: [] },
  };
}

/** A leaf's value in a request; null where the variable is absent. Without variables: in the request the plan is made for. */
export function leafValue(leaf: Leaf, variables: Variables | null): unknown {
  if (leaf.path === null || leaf.isFixed === true || variables === null) return leaf.value ?? null;
  let at: unknown = variables;
  for (const key of leaf.path) {
    if (typeof at !== 'object' || at === null) return null;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at ?? null;
}

/** Whether the plan serves requests with this very value only. */
export const isFixed = (leaf: Leaf): boolean => leaf.path === null || leaf.isFixed === true;

/** Whether there is a value; a plan made for one that is there does not serve a request without it. */
export function isGiven(ctx: PlanContext, leaf: Leaf | null | undefined): boolean {
  if (!leaf) return false;
  const given = leaf.value !== null && leaf.value !== undefined;
  if (leaf.path !== null) ctx.notes.assumptions.push((variables) => (leafValue(leaf, variables) !== null) === given);
  return given;
}

/** The leaf where it has a value. */
export const given = (ctx: PlanContext, leaf: Leaf | null | undefined): Leaf | null => (leaf && isGiven(ctx, leaf) ? leaf : null);
