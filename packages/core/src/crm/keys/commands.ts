/** Keys of programs: made with roles, shown once, given a new secret, revoked. */
import { type Id, label, newApiKey, t } from '@guanxi/core';
import { given } from '../common.ts';
import { p } from '../plugin.ts';
import { assign } from '../roles/assign.ts';
import { ApiKey, Role } from '../roles/entities.ts';
import { ApiKeyCreated, ApiKeyRevoked, ApiKeyRotated, keyExpiresInPast, keyRevoked, keyScopeUnknown } from './events.ts';

/** The key itself is shown this once (A14). */
const output = { apiKey: t.ref(ApiKey), key: t.secret() };
const subject = t.id(ApiKey, { subject: true, lock: true });

export const createApiKey = p.command('createApiKey', {
  label: label('Create an API key', '新建 API 密钥'),
  permission: 'crm:keys:manage',
  input: {
    name: t.text(100),
    roles: t.list(t.id(Role), { min: 1, max: 20 }),
    /** Permissions that the key is limited to, whatever its roles grant. */
    scopes: t.optional(t.list(t.text(200), { min: 1, max: 200 })),
    expiresAt: t.optional(t.instant()),
  },
  output,
  async run(tx, { name, roles, ...o }) {
    if (o.expiresAt && o.expiresAt <= tx.now) throw keyExpiresInPast({}, 'expiresAt');
    const known = new Set(tx.declared.permissions);
    for (const [i, permission] of (o.scopes ?? []).entries())
      if (!known.has(permission)) throw keyScopeUnknown({ permission }, `scopes.${i}`);
    const { text, prefix, hash } = newApiKey(tx.tenant);
    const apiKey = await tx.insert(ApiKey, { name, prefix, hash, ...given(o) });
    // Who may make keys may give them what they have themselves; that is no right to hand out roles to people.
    for (const role of new Set(roles)) await assign(tx, role, { apiKey });
    await tx.emit(ApiKeyCreated, { subject: apiKey, name });
    return { apiKey, key: text };
  },
});

/** The same program with another secret; with the one before nobody is let in any more. */
export const rotateApiKey = p.command('rotateApiKey', {
  label: label('Rotate an API key', '轮换 API 密钥'),
  permission: 'crm:keys:manage',
  input: { apiKey: subject, expiresAt: t.optional(t.nullable(t.instant())) },
  output,
  async run(tx, { apiKey, expiresAt }) {
    if (expiresAt && expiresAt <= tx.now) throw keyExpiresInPast({}, 'expiresAt');
    if ((await tx.lock(ApiKey, apiKey)).revokedAt !== null) throw keyRevoked({}, 'apiKey');
    const { text, prefix, hash } = newApiKey(tx.tenant);
    await tx.update(ApiKey, apiKey, { prefix, hash, ...given({ expiresAt }) });
    await tx.emit(ApiKeyRotated, { subject: apiKey });
    return { apiKey, key: text };
  },
});

/** At once, and for good. */
export const revokeApiKey = p.command('revokeApiKey', {
  label: label('Revoke an API key', '吊销 API 密钥'),
  permission: 'crm:keys:manage',
  input: { apiKey: subject },
  output: { apiKey: t.ref(ApiKey) },
  async run(tx, { apiKey }): Promise<{ readonly apiKey: Id<'ApiKey'> }> {
    if ((await tx.lock(ApiKey, apiKey)).revokedAt !== null) return { apiKey };
    await tx.update(ApiKey, apiKey, { revokedAt: tx.now });
    await tx.emit(ApiKeyRevoked, { subject: apiKey });
    return { apiKey };
  },
});
