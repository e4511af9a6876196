/** What a plan may do: the actor's own rights, or those a plugin's `system` has. Decided once, when the plan is made. */
import { GuanxiError } from '../errors.ts';
import { type Choices, choicesKey } from '../model/choices.ts';
import type { EntityDef, FieldDef, Model } from '../model/model.ts';
import type { Reach } from '../model/policy.ts';
import { type Actor, reachOf, rightsFingerprint } from './actor.ts';

export interface Access extends Choices {
  readonly actor: Actor;
  /**
   * Permissions used instead of the actor's. Policies then see a program that holds them over the whole tenant and is no person: the
   * actor's ids are null in SQL.
   */
  readonly system?: readonly string[];
}

/** Two accesses with one fingerprint may share a plan. */
export const accessFingerprint = (access: Access): string =>
  `${access.system ? `system ${access.system.join()}` : rightsFingerprint(access.actor)};${choicesKey(access)}`;

export interface Rights {
  readonly system: boolean;
  has(permission: string): boolean;
  scope(permission: string): Reach;
}

export function rightsOf({ actor, system }: Pick<Access, 'actor' | 'system'>): Rights {
  const held = system && new Set(system);
  const scope = (permission: string): Reach => {
    if (permission === 'public') return 'all';
    if (held) return held.has(permission) || held.has('*') ? 'all' : 'none';
    return reachOf(actor, permission);
  };
  return { system: held !== undefined, scope, has: (permission) => scope(permission) !== 'none' };
}

const widening: readonly Reach[] = ['none', 'own', 'team', 'below', 'all'];
const narrower = (a: Reach, b: Reach): Reach => (widening.indexOf(a) < widening.indexOf(b) ? a : b);

/**
 * The same access reaching no further than one of its permissions does; null where that reaches everything. Who may change their own
 * records only may see others', but a command that changes them is refused.
 */
export function narrowedTo(access: Access, permission: string): Access | null {
  const { actor } = access;
  const limit = access.system || permission === 'public' ? 'all' : reachOf(actor, permission);
  if (limit === 'all') return null;
  const held = Array.isArray(actor.permissions) ? actor.permissions : Object.keys(actor.permissions);
  return { ...access, actor: { ...actor, permissions: Object.fromEntries(held.map((p) => [p, narrower(reachOf(actor, p), limit)])) } };
}

export const forbidden = (permission: string, path: readonly string[] = []): GuanxiError =>
  new GuanxiError('FORBIDDEN', { permission }, { path });

/** The permission that this actor would need to see any row of the entity at all; null when rows decide. */
export function missingPermission(model: Model, rights: Rights, entity: EntityDef, seen: readonly EntityDef[] = []): string | null {
  const { read } = entity;
  if (typeof read === 'function' || seen.includes(entity)) return null;
  if (typeof read === 'string') return rights.has(read) ? null : read;
  if (read.permission !== null && !rights.has(read.permission)) return read.permission;
  const target = throughTarget(model, entity);
  return target && missingPermission(model, rights, target, [...seen, entity]);
}

/** The entity whose visibility decides, where `read` is `through(…)`. */
export function throughTarget(model: Model, entity: EntityDef): EntityDef | null {
  const { read } = entity;
  if (typeof read !== 'object') return null;
  const table = entity.columns.get(read.column)?.reference?.table;
  return (table === undefined ? undefined : model.byTable.get(table)) ?? null;
}

/** The permission a field needs and the actor lacks; null when it may be read. */
export function lackedFor(rights: Rights, field: FieldDef): string | null {
  const permission = field.spec.options.permission;
  return permission === undefined || rights.has(permission) ? null : permission;
}
export const canReadField = (rights: Rights, field: FieldDef): boolean => lackedFor(rights, field) === null;
