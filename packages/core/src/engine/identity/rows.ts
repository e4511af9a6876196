/** What the database says of a principal: roles, API key and session, in one statement; and what is written down of their coming. */

import { actorReference } from '../../access/actor.ts';
import { type Principal, type SeenFrom, sessionDigest } from '../../access/principal.ts';
import type { Database } from '../../database/port.ts';
import type { RoleGrant } from '../../model/identity-tables.ts';
import type { Ids } from '../../model/ids.ts';

export interface HeldRole {
  readonly key: string;
  readonly en: string;
  readonly zh: string;
  readonly audience: 'STAFF' | 'PORTAL';
  readonly grants: readonly RoleGrant[];
  /** Held by everybody in that team. */
  readonly team: string | null;
  readonly from: string | null;
  readonly to: string | null;
}
export interface KeyRow {
  readonly hash: string;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
}
export interface SessionRow {
  readonly id: string;
  readonly revokedAt: string | null;
  readonly seenAt: string;
}
export interface IdentityRows {
  readonly roles: readonly HeldRole[];
  readonly key: KeyRow | null;
  readonly session: SessionRow | null;
}

const text = `select
  (select coalesce(json_agg(json_build_object('key', r.key, 'en', r.label_en, 'zh', r.label_zh, 'audience', r.audience, 'grants', r.grants,
      'team', a.team_id, 'from', a.valid_from, 'to', a.valid_to) order by r.key), '[]')
    from crm.role_assignment a join crm.role r on r.tenant_id = a.tenant_id and r.id = a.role_id
    where a.tenant_id = $1 and coalesce(a.valid_to > $2::timestamptz, true) and (a.staff_id = $3::uuid or a.contact_id = $4::uuid
      or a.api_key_id = $5::uuid or a.service = $6::text or (a.team_id is not null and $3::uuid is not null))) as roles,
  (select json_build_object('hash', k.hash, 'scopes', k.scopes, 'expiresAt', k.expires_at, 'revokedAt', k.revoked_at, 'usedAt', k.last_used_at)
    from crm.api_key k where k.tenant_id = $1 and k.id = $5::uuid) as key,
  (select json_build_object('id', s.id, 'revokedAt', s.revoked_at, 'seenAt', s.last_seen_at)
    from crm.session s where s.tenant_id = $1 and s.digest = $7::text) as session`;

/** Roles that are held by a team come for whatever team: which ones the person is in, the directory says. */
export async function identityRows(database: Database, p: Principal, now: Date): Promise<IdentityRows> {
  const { rows } = await database.query({
    text,
    params: [
      p.tenant,
      now.toISOString(),
      p.kind === 'staff' ? p.staffId : null,
      p.kind === 'contact' ? p.contactId : null,
      p.kind === 'service' ? (p.key?.id ?? null) : null,
      p.kind === 'service' && !p.key ? p.name : null,
      sessionDigest(p),
    ],
    prepare: true,
  });
  const parsed = (name: string): unknown => JSON.parse(String(rows[0]?.[name] ?? 'null'));
  return {
    roles: parsed('roles') as IdentityRows['roles'],
    key: parsed('key') as IdentityRows['key'],
    session: parsed('session') as IdentityRows['session'],
  };
}

/** The session of a token that is seen for the first time. Two requests at once make one. */
export async function beginSession(
  database: Database,
  p: Exclude<Principal, { kind: 'service' }>,
  o: { readonly now: Date; readonly ids: Ids; readonly seen: SeenFrom },
): Promise<SessionRow> {
  const now = o.now.toISOString();
  const by = actorReference({ ...p, permissions: [] });
  const { rows } = await database.query({
    text: `insert into crm.session (tenant_id, id, created_at, created_by, updated_at, updated_by, staff_id, contact_id, digest, user_agent, address,
        last_seen_at, expires_at)
      values ($1, $2, $3, $4, $3, $4, $5, $6, $7, $8, $9, $3, $10)
      on conflict (tenant_id, digest) do update set last_seen_at = excluded.last_seen_at
      returning id, revoked_at, last_seen_at`,
    params: [
      p.tenant,
      o.ids.next(o.now),
      now,
      by,
      p.kind === 'staff' ? p.staffId : null,
      p.kind === 'contact' ? p.contactId : null,
      sessionDigest(p),
      o.seen.userAgent?.slice(0, 500) ?? null,
      o.seen.address?.slice(0, 100) ?? null,
      p.expiresAt?.toISOString() ?? null,
    ],
  });
  const [row] = rows;
  return { id: String(row?.['id']), revokedAt: (row?.['revoked_at'] as string | null) ?? null, seenAt: String(row?.['last_seen_at']) };
}

/** A session that goes on from elsewhere shows where it was last. */
export async function sessionSeen(
  database: Database,
  tenant: string,
  o: { readonly id: string; readonly now: Date; readonly expiresAt: Date | undefined; readonly seen: SeenFrom },
): Promise<void> {
  await database.query({
    text: `update crm.session set last_seen_at = $3, expires_at = coalesce(greatest(expires_at, $4::timestamptz), $4),
      user_agent = coalesce($5, user_agent), address = coalesce($6, address) where tenant_id = $1 and id = $2`,
    params: [
      tenant,
      o.id,
      o.now.toISOString(),
      o.expiresAt?.toISOString() ?? null,
      o.seen.userAgent?.slice(0, 500) ?? null,
      o.seen.address?.slice(0, 100) ?? null,
    ],
  });
}

export async function keyUsed(database: Database, tenant: string, id: string, now: Date): Promise<void> {
  await database.query({
    text: 'update crm.api_key set last_used_at = $3 where tenant_id = $1 and id = $2',
    params: [tenant, id, now.toISOString()],
  });
}
