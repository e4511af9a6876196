/**
 * API keys as text: `gxk_`, the tenant and the key's prefix in hexadecimal, and 32 bytes of chance. Whoever holds one is the program that it
 * was made for. The database has the prefix and the digest of the rest.
 */
import { createHash, randomBytes } from 'node:crypto';

const form = /^gxk_([0-9a-f]{32})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export interface NewApiKey {
  /** To be shown once. */
  readonly text: string;
  readonly prefix: string;
  readonly hash: string;
}

export function newApiKey(tenant: string): NewApiKey {
  const prefix = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { prefix, hash: digestOf(secret), text: `gxk_${tenant.replaceAll('-', '')}${prefix}_${secret}` };
}

/** The secret is 256 bits of chance: there is nothing to guess, so one round of SHA-256 does. */
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export interface GivenKey {
  readonly tenant: string;
  readonly prefix: string;
  readonly digest: string;
}

/** Null for what is no API key. */
export function readApiKey(text: string): GivenKey | null {
  const [, tenant, prefix, secret] = form.exec(text) ?? [];
  if (tenant === undefined || prefix === undefined || secret === undefined) return null;
  const id = tenant.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { tenant: id, prefix, digest: digestOf(secret) };
}
