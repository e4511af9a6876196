/** What a plan may do: the actor's own rights, or those a plugin's `system` has. Decided once, when the plan is made. */
import { GuanxiError } from '../errors.ts';
import { type Choices, choicesKey, type FieldClasses } from '../model/choices.ts';
import { isPermissionIn } from '../model/enabling.ts';
import type { EntityDef, FieldDef, Model } from '../model/model.ts';
import type { Reach } from '../model/policy.ts';
import type { Classification } from '../model/scalars.ts';
import { type Actor, reachOf, rightsFingerprint } from './actor.ts';
import { type Clearance, clearanceOf } from './clearance.ts';
import { narrower } from './grants.ts';

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
  /** A contact's rights reach as far as their own customers. */
  readonly kind: Actor['kind'];
  has(permission: string): boolean;
  scope(permission: string): Reach;
  readonly clearance: Clearance;
  /** The classes that the tenant has given to fields. */
  readonly classes: FieldClasses;
}

/** Permissions of a plugin that the tenant does not use are held by nobody. */
export function rightsOf({ actor, system, enabled, classes }: Pick<Access, 'actor' | 'system' | 'enabled' | 'classes'>): Rights {
  const held = system && new Set(system);
  const scope = (permission: string): Reach => {
    if (permission === 'public') return 'all';
    if (!isPermissionIn(enabled, permission)) return 'none';
    if (held) return held.has(permission) || held.has('*') ? 'all' : 'none';
    return reachOf(actor, permission);
  };
  const has = (permission: string): boolean => scope(permission) !== 'none';
  const isSystem = held !== undefined;
  return { system: isSystem, kind: held ? 'service' : actor.kind, scope, has, clearance: clearanceOf(actor, isSystem, has), classes };
}

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

export const classOf = (rights: Pick<Rights, 'classes'>, field: FieldDef): Classification =>
  rights.classes.of(field.entity, field.name) ?? field.classification;

/** Why a field may not be read: for want of its permission, or by its class. Null when it may be. */
export function refusalOf(rights: Rights, field: FieldDef): GuanxiError | null {
  const { permission } = field.spec.options;
  if (permission !== undefined && !rights.has(permission)) return forbidden(permission);
  return rights.clearance.withholds(classOf(rights, field));
}
/**
 * Why a key of an event's data is not told. What is confidential there is for who may hear it or read it, and says why.
 * @param path Where it was asked for.
 */
export function keyRefusal(rights: Rights, classification: Classification, path: readonly string[] = []): GuanxiError | null {
  const { clearance } = rights;
  const refusal = classification === 'CONFIDENTIAL' ? clearance.hears : clearance.withholds(classification);
  return refusal && new GuanxiError(refusal.code as 'FORBIDDEN', refusal.args, { path });
}
export const canReadField = (rights: Rights, field: FieldDef): boolean => refusalOf(rights, field) === null;
