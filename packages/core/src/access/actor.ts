/** Who acts. The embedder says it with every call; a call without an actor throws. */
import { GuanxiError } from '../errors.ts';
import { globalId } from '../model/ids.ts';
import type { Locale } from '../model/label.ts';
import type { Reach } from '../model/policy.ts';
import type { Principal } from './principal.ts';

/**
 * What an actor may do: permissions with how far each reaches. A list grants each of its permissions over everything; `'*'` in it is every
 * permission there is.
 */
export type Grants = readonly string[] | Readonly<Record<string, Reach>>;

interface ActorBase {
  /** The tenant's id (a UUID). */
  readonly tenant: string;
  readonly permissions: Grants;
  readonly locale?: Locale;
  /** Why the actor reads: CONFIDENTIAL values are for those who say so, and the access log keeps it. */
  readonly purpose?: string;
  /** Whose rights these are, where the engine made them of roles (`engine.actorOf`): streams end when they change. */
  readonly principal?: Principal;
}
export interface StaffActor extends ActorBase {
  readonly kind: 'staff';
  readonly staffId: string;
  /** Teams the person is in, and those with everything below them. */
  readonly teamIds?: readonly string[];
  readonly teamIdsBelow?: readonly string[];
}
/** A customer's contact, in a portal. */
export interface ContactActor extends ActorBase {
  readonly kind: 'contact';
  readonly contactId: string;
  readonly customerIds?: readonly string[];
}
/** A program: an import, an integration, the command line. */
export interface ServiceActor extends ActorBase {
  readonly kind: 'service';
  readonly name: string;
}
export type Actor = StaffActor | ContactActor | ServiceActor;

/** The opaque id under which an actor's changes are recorded. */
export function actorReference(actor: Actor): string {
  if (actor.kind === 'staff') return globalId('stf', actor.staffId);
  if (actor.kind === 'contact') return globalId('con', actor.contactId);
  return `svc_${actor.name}`;
}

/** How far an actor's permission reaches. */
export function reachOf(actor: Actor, permission: string): Reach {
  const { permissions } = actor;
  if (Array.isArray(permissions)) return permissions.includes(permission) || permissions.includes('*') ? 'all' : 'none';
  const grants = permissions as Readonly<Record<string, Reach>>;
  if (Object.hasOwn(grants, permission)) return grants[permission] ?? 'none';
  return (Object.hasOwn(grants, '*') ? grants['*'] : undefined) ?? 'none';
}
export const holds = (actor: Actor, permission: string): boolean => permission === 'public' || reachOf(actor, permission) !== 'none';

/** The values that a plan binds for the actor; everything else of an actor is decided when the plan is made. */
export interface ActorBindings {
  readonly tenant: string;
  readonly staffId: string | null;
  readonly contactId: string | null;
  readonly customerIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly teamIdsBelow: readonly string[];
}
export function bindingsOf(actor: Actor): ActorBindings {
  return {
    tenant: actor.tenant,
    staffId: actor.kind === 'staff' ? actor.staffId : null,
    contactId: actor.kind === 'contact' ? actor.contactId : null,
    customerIds: actor.kind === 'contact' ? (actor.customerIds ?? []) : [],
    teamIds: actor.kind === 'staff' ? (actor.teamIds ?? []) : [],
    teamIdsBelow: actor.kind === 'staff' ? (actor.teamIdsBelow ?? actor.teamIds ?? []) : [],
  };
}

/** Whether CONFIDENTIAL values may be asked for at all; which purpose it is, no plan hangs on. */
export const hasPurpose = ({ purpose }: Actor): boolean => purpose !== undefined && purpose.trim() !== '';

/** Two actors with one fingerprint may share a plan. */
export const rightsFingerprint = (actor: Actor): string =>
  `${actor.kind};${hasPurpose(actor) ? 'purpose' : ''};${grantsFingerprint(actor.permissions)}`;

const frozenGrants = new WeakMap<Grants, string>();

/** Made anew each time, since what an actor may do now is what counts; but for grants that cannot change. */
function grantsFingerprint(grants: Grants): string {
  const known = frozenGrants.get(grants);
  if (known !== undefined) return known;
  const entries = Array.isArray(grants)
    ? grants.map((p) => `${p}=all`)
    : Object.entries(grants as Readonly<Record<string, Reach>>).map(([p, reach]) => `${p}=${reach}`);
  const text = entries.sort().join(',');
  if (Object.isFrozen(grants)) frozenGrants.set(grants, text);
  return text;
}

/** Two actors with one fingerprint may be sent the same answer: they are the same, have the same rights and speak the same language. */
export function actorFingerprint(actor: Actor): string {
  const { tenant, contactId: _, staffId: __, ...lists } = bindingsOf(actor);
  const sorted = Object.values(lists).map((ids) => [...ids].sort());
  return JSON.stringify([tenant, actorReference(actor), sorted, actor.locale ?? null, actor.purpose ?? null, rightsFingerprint(actor)]);
}

/** Throws unless this is an actor. */
export function requireActor(actor: Actor | null | undefined): asserts actor is Actor {
  if (!actor?.tenant || !['staff', 'contact', 'service'].includes(actor.kind)) throw new GuanxiError('UNAUTHENTICATED');
}
