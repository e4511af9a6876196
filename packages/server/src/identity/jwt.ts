/**
 * Tokens of an identity service (OpenID Connect, OAuth 2): signed by keys that it publishes, for this audience, by that issuer. What is not
 * as it was pinned here is nobody (A35).
 */
import { type Principal, parseGlobalId } from '@guanxi/core';
import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Authenticate } from '../options.ts';
import { bearerToken } from './bearer.ts';
import { type JwksOptions, keysOf } from './jwks.ts';

/** Which claims say who it is. Of `staff`, `contact` and `service` a token has exactly one. */
export interface JwtClaims {
  /** The tenant's id. Default `tenant`. */
  readonly tenant?: string;
  /** Ids as the API has them (`stf_…`), or UUIDs. Defaults `staff`, `contact`. */
  readonly staff?: string;
  readonly contact?: string;
  /** A program's name. Default `service`. */
  readonly service?: string;
  /** The sign-in that the token belongs to. Default `sid`, and where that is absent `jti`. */
  readonly session?: string;
  /** Permissions that the token is limited to, as a list or by blanks. Default: none says so. */
  readonly scopes?: string;
  /** Default `locale`. */
  readonly locale?: string;
}

export interface JwtIdentityOptions extends JwksOptions {
  /** Where the issuer publishes its keys, or the keys. */
  readonly jwks: string | URL | JSONWebKeySet;
  readonly issuer: string | readonly string[];
  readonly audience: string | readonly string[];
  /** Of signatures; by key pairs only. Default RS256, PS256, ES256, EdDSA. */
  readonly algorithms?: readonly string[];
  readonly claims?: JwtClaims;
  /** In place of `claims`: who the holder of a verified token is. */
  readonly principal?: (payload: JWTPayload) => Promise<Principal | null> | Principal | null;
  /** Seconds that clocks may disagree. Default 5. */
  readonly clockToleranceSeconds?: number;
}

const signatures = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/**
 * @example
 * const authenticate = jwtIdentity({ jwks: 'https://id.example.com/jwks', issuer: 'https://id.example.com', audience: 'crm' });
 */
export function jwtIdentity(o: JwtIdentityOptions): Authenticate {
  const { algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'], clockToleranceSeconds = 5 } = o;
  for (const algorithm of algorithms)
    if (!signatures.includes(algorithm)) throw new TypeError(`jwtIdentity: "${algorithm}" is no algorithm of a key pair`);
  if (o.issuer.length === 0 || o.audience.length === 0) throw new TypeError('jwtIdentity: name the issuer and the audience');
  const keys = keysOf(o.jwks, o);
  const principal = o.principal ?? ((payload: JWTPayload) => principalIn(payload, o.claims ?? {}));
  const pinned = {
    issuer: typeof o.issuer === 'string' ? o.issuer : [...o.issuer],
    audience: typeof o.audience === 'string' ? o.audience : [...o.audience],
    algorithms: [...algorithms],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp'],
  };
  return async (credentials) => {
    const token = bearerToken(credentials);
    if (token === null || token.split('.').length !== 3) return null;
    const payload = await verified(() => jwtVerify(token, keys, pinned));
    return payload && principal(payload);
  };
}

/** Of a token that is wrong nothing is told. That the keys cannot be had is a fault, and thrown. */
async function verified(verify: () => Promise<{ readonly payload: JWTPayload }>): Promise<JWTPayload | null> {
  try {
    return (await verify()).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC') return null;
    throw error;
  }
}

function principalIn(payload: JWTPayload, names: JwtClaims): Principal | null {
  const text = (name: string): string | null =>
    typeof payload[name] === 'string' && payload[name] !== '' ? (payload[name] as string) : null;
  const tenant = text(names.tenant ?? 'tenant');
  const staff = text(names.staff ?? 'staff');
  const contact = text(names.contact ?? 'contact');
  const service = text(names.service ?? 'service');
  if (tenant === null || payload.exp === undefined || [staff, contact, service].filter((who) => who !== null).length !== 1) return null;
  const session = names.session === undefined ? (text('sid') ?? text('jti')) : text(names.session);
  const scopes = names.scopes === undefined ? null : listOf(payload[names.scopes]);
  const locale = text(names.locale ?? 'locale');
  const base = {
    tenant,
    expiresAt: new Date(payload.exp * 1_000),
    ...(session !== null && { session }),
    ...(scopes !== null && { scopes }),
    ...(locale !== null && /^(en|zh)\b/i.test(locale) && { locale: /^zh/i.test(locale) ? ('zh-CN' as const) : ('en' as const) }),
  };
  if (staff !== null) return { kind: 'staff', staffId: uuidOf(staff, 'stf'), ...base };
  if (contact !== null) return { kind: 'contact', contactId: uuidOf(contact, 'con'), ...base };
  return { kind: 'service', name: service as string, ...base };
}

/** A claim that is there and no list limits to nothing. */
const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : typeof value === 'string' ? value.split(' ').filter(Boolean) : [];

/** An id of something else stays as it is, and is nobody's. */
function uuidOf(id: string, prefix: string): string {
  const parsed = parseGlobalId(id);
  return parsed?.prefix === prefix ? parsed.uuid : id;
}
