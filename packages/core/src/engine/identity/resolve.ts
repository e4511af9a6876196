/** From who somebody is to what they may do: roles, API key and session out of the kernel's tables, the rest out of the directory. */
import { timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../access/actor.ts';
import { composed, type Granted, limitedTo, ownOnly } from '../../access/grants.ts';
import { keyNames, type Principal, type SeenFrom, sessionDigest } from '../../access/principal.ts';
import type { Database } from '../../database/port.ts';
import { GuanxiError } from '../../errors.ts';
import { isUuid } from '../../model/ids.ts';
import { openCall } from '../../write/call.ts';
import type { Kernel } from '../../write/kernel.ts';
import { readingFrom } from '../../write/reading.ts';
import { accessOf, scopeFor } from '../../write/scope.ts';
import { beginSession, type HeldRole, type IdentityRows, identityRows, type KeyRow, type SessionRow } from './rows.ts';

export interface Resolved {
  readonly actor: Actor;
  readonly roles: readonly HeldRole[];
  readonly session: string | null;
  /** When it was last written down that they came; null where nothing is. */
  seenAt: number | null;
  /** When a role begins or ends, or the key ends: by then it is to be asked again. */
  readonly until: number | null;
}

/** Null: nobody who may act. */
export async function resolve(kernel: Kernel, p: Principal, seen: SeenFrom): Promise<Resolved | null> {
  if (!isUuid(p.tenant) || !(await isTenant(kernel, p.tenant))) return null;
  const now = kernel.clock.now();
  const database = await kernel.database();
  if (p.kind === 'service') return ofService(p, await identityRows(database, p, now), now);
  if (!isUuid(p.kind === 'staff' ? p.staffId : p.contactId)) return null;
  const [rows, person] = await Promise.all([identityRows(database, p, now), personOf(kernel, p)]);
  if (person === null) return null;
  const session = await sessionOf(kernel, database, p, rows, seen);
  if (session !== null && session.revokedAt !== null) return null;
  const assigned = rows.roles.filter((r) => r.audience === person.audience && (r.team === null || person.teams.includes(r.team)));
  const { roles, until } = atPresent(assigned, now);
  const granted = Object.freeze(limitedTo(composed(roles.flatMap((r) => r.grants)), p.scopes));
  return {
    actor: { ...person.actor(granted), principal: p },
    roles,
    until,
    session: session?.id ?? null,
    seenAt: session && Date.parse(session.seenAt),
  };
}

function ofService(p: Extract<Principal, { kind: 'service' }>, rows: IdentityRows, now: Date): Resolved | null {
  if (p.key ? !isValid(rows.key, p.key.digest, now) : p.name.startsWith(keyNames)) return null;
  const { roles, until } = atPresent(
    rows.roles.filter((r) => r.audience === 'STAFF'),
    now,
  );
  const granted = Object.freeze(limitedTo(limitedTo(composed(roles.flatMap((r) => r.grants)), rows.key?.scopes), p.scopes));
  const ends = rows.key?.expiresAt ? [Date.parse(rows.key.expiresAt)] : [];
  return {
    actor: { kind: 'service', name: p.name, tenant: p.tenant, principal: p, permissions: granted },
    roles,
    session: null,
    seenAt: rows.key && (rows.key.usedAt === null ? 0 : Date.parse(rows.key.usedAt)),
    until: least([...ends, ...(until === null ? [] : [until])]),
  };
}

function isValid(key: KeyRow | null, digest: string, now: Date): boolean {
  if (key === null || key.revokedAt !== null) return false;
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()) return false;
  const [a, b] = [Buffer.from(key.hash), Buffer.from(digest)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The roles that hold now, and when that will be otherwise. */
function atPresent(roles: readonly HeldRole[], now: Date): { readonly roles: readonly HeldRole[]; readonly until: number | null } {
  const at = now.getTime();
  const begins = roles.flatMap((r) => (r.from !== null && Date.parse(r.from) > at ? [Date.parse(r.from)] : []));
  const held = roles.filter((r) => r.from === null || Date.parse(r.from) <= at);
  return { roles: held, until: least([...begins, ...held.flatMap((r) => (r.to === null ? [] : [Date.parse(r.to)]))]) };
}
const least = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));

async function isTenant(kernel: Kernel, tenant: string): Promise<boolean> {
  try {
    await kernel.tenant(tenant);
    return true;
  } catch (error) {
    if (error instanceof GuanxiError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

type Person = Exclude<Principal, { kind: 'service' }>;
interface Found {
  readonly audience: HeldRole['audience'];
  readonly teams: readonly string[];
  actor(permissions: Granted): Actor;
}

/** Null for somebody who is unknown, or may not act now. */
async function personOf(kernel: Kernel, p: Person): Promise<Found | null> {
  const { directory } = kernel.registry;
  if (directory === null) return null;
  const { plugin, of } = directory;
  const call = await openCall(kernel, { kind: 'service', name: plugin, tenant: p.tenant, permissions: [] });
  const scope = scopeFor(call, plugin, accessOf(call), readingFrom(call, await kernel.database()));
  if (p.kind === 'staff') {
    const known = await of.staff(scope, p.staffId);
    if (!known?.active) return null;
    const { teamIds, teamIdsBelow } = known;
    const actor = (permissions: Granted): Actor => ({
      kind: 'staff',
      staffId: p.staffId,
      tenant: p.tenant,
      permissions,
      teamIds,
      teamIdsBelow,
    });
    return { audience: 'STAFF', teams: teamIds, actor };
  }
  const known = await of.contact(scope, p.contactId);
  if (!known?.active) return null;
  const { customerIds } = known;
  const actor = (granted: Granted): Actor => ({
    kind: 'contact',
    contactId: p.contactId,
    tenant: p.tenant,
    permissions: Object.freeze(ownOnly(granted)),
    customerIds,
  });
  return { audience: 'PORTAL', teams: [], actor };
}

async function sessionOf(kernel: Kernel, database: Database, p: Person, rows: IdentityRows, seen: SeenFrom): Promise<SessionRow | null> {
  if (sessionDigest(p) === null || rows.session !== null) return rows.session;
  return beginSession(database, p, { now: kernel.clock.now(), ids: kernel.ids, seen });
}
