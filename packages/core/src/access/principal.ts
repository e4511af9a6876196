/**
 * Who somebody is, without any rights: what an identity service vouches for. The engine makes the actor of it from the tenant's own data,
 * each time anew as far as one can tell, so that a right that is taken away is gone.
 */
import { createHash } from 'node:crypto';
import type { Locale } from '../model/label.ts';

interface PrincipalBase {
  /** The tenant's id (a UUID). */
  readonly tenant: string;
  readonly locale?: Locale;
  /** Why they read; see `Actor`. */
  readonly purpose?: string;
  /** When what vouches for them is over: nobody is let in then, and open streams end. */
  readonly expiresAt?: Date;
  /** What the identity service calls this sign-in; the engine lists sessions by it, and refuses one that was revoked. */
  readonly session?: string;
  /** Permissions that they are limited to, whatever their roles grant. It never widens. */
  readonly scopes?: readonly string[];
}
export interface StaffPrincipal extends PrincipalBase {
  readonly kind: 'staff';
  readonly staffId: string;
}
export interface ContactPrincipal extends PrincipalBase {
  readonly kind: 'contact';
  readonly contactId: string;
}
export interface ServicePrincipal extends PrincipalBase {
  readonly kind: 'service';
  readonly name: string;
  /** The API key they came with, and the digest of its secret: it holds as long as the key has that one. */
  readonly key?: { readonly id: string; readonly digest: string };
}
export type Principal = StaffPrincipal | ContactPrincipal | ServicePrincipal;

/** Where a request of a session came from, for people who look at the list of their sessions. */
export interface SeenFrom {
  readonly userAgent?: string;
  readonly address?: string;
}

/** Names of programs that came with an API key begin with this; no identity service may give such a name. */
export const keyNames = 'key:';

/** Two principals with one key have the same rights. */
export function principalKey(p: Principal): string {
  const who = p.kind === 'staff' ? p.staffId : p.kind === 'contact' ? p.contactId : [p.name, p.key?.id, p.key?.digest];
  return JSON.stringify([p.tenant, p.kind, who, p.session ?? null, p.scopes ? [...p.scopes].sort() : null, p.expiresAt?.getTime() ?? null]);
}

/** A session's name in the database: the person's own, whatever two identity services may call theirs. Null for programs. */
export function sessionDigest(p: Principal): string | null {
  if (p.session === undefined || p.kind === 'service') return null;
  const person = p.kind === 'staff' ? p.staffId : p.contactId;
  return createHash('sha256')
    .update(JSON.stringify([p.kind, person, p.session]))
    .digest('base64url');
}
