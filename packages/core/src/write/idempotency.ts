/**
 * One key, one effect. A key belongs to tenant, actor and command; whoever brings it a second time gets what the first was answered,
 * and whoever brings it while the first is still running waits for it in the claim.
 */
import { createHash } from 'node:crypto';
import type { Database, Result, Statement } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { isCleanText, withoutSecrets } from '../model/input.ts';
import { label } from '../model/label.ts';
import type { Call } from './call.ts';
import { stableJson } from './canonical.ts';
import { badInput } from './problems.ts';

export interface KeyClaim {
  readonly key: string;
  readonly hash: string;
  /** The key says all: whoever repeats it is answered as before, whatever the input is now. */
  readonly alone?: boolean;
}

/** A setting of the tenant's may change it; a week outlives any sensible retry. */
const KEEP_MS = 7 * 24 * 60 * 60 * 1000;
const MAX_KEY = 200;

/** The same input has the same hash, whatever the order of its keys. */
export const inputHash = (input: unknown, expectedVersion: number | null): string =>
  createHash('sha256').update(stableJson({ input, expectedVersion })).digest('base64url');

export function checkKey(key: string): string {
  const fits = key.trim() !== '' && key.length <= MAX_KEY && isCleanText(key);
  if (!fits)
    throw badInput(label(`an idempotency key has 1 to ${MAX_KEY} characters`, `幂等键长度为 1 至 ${MAX_KEY} 个字符`), ['idempotencyKey']);
  return key;
}

const earlierText =
  'select key, input_hash, reply from crm.idempotency_key where tenant_id = $1 and actor = $2 and command = $3 and key = any($4::text[]) and expires_at > $5';

/**
 * Claims keys, sweeping out a few expired ones on the way; the second statement has its own snapshot, so that it sees the reply of
 * whoever the first one waited for.
 */
export function claimStatements(call: Call, command: string, claims: readonly KeyClaim[]): readonly [Statement, Statement] {
  const now = call.now.toISOString();
  const until = new Date(call.now.getTime() + KEEP_MS).toISOString();
  const keys = claims.map((c) => c.key);
  return [
    {
      text: `with swept as (
          delete from crm.idempotency_key k using (
            select actor, command, key from crm.idempotency_key where tenant_id = $1 and expires_at <= $5 and not (actor = $2 and command = $3 and key = any($4::text[]))
            limit 20 for update skip locked) s
          where k.tenant_id = $1 and (k.actor, k.command, k.key) = (s.actor, s.command, s.key))
        insert into crm.idempotency_key as k (tenant_id, actor, command, key, input_hash, created_at, expires_at)
        select $1, $2, $3, c.key, c.hash, $5, $7 from unnest($4::text[], $6::text[]) as c(key, hash) order by c.key
        on conflict (tenant_id, actor, command, key) do update set input_hash = excluded.input_hash, reply = null, created_at = excluded.created_at, expires_at = excluded.expires_at
        where k.expires_at <= excluded.created_at returning key`,
      params: [call.tenant.id, call.by, command, keys, now, claims.map((c) => c.hash), until],
      prepare: true,
    },
    { text: earlierText, params: [call.tenant.id, call.by, command, keys, now], prepare: true },
  ];
}

/** Replies by key, of keys that were used before. @throws KEY_REUSED for one used with another input. */
export function earlierReply(claim: KeyClaim, claimed: Result, earlier: Result): { readonly output: unknown } | null {
  if (claimed.rows.some((r) => r['key'] === claim.key)) return null;
  return replyIn(claim, earlier);
}

function replyIn(claim: KeyClaim, earlier: Result): { readonly output: unknown } | null {
  const row = earlier.rows.find((r) => r['key'] === claim.key);
  if (!row) return null;
  if (!claim.alone && row['input_hash'] !== claim.hash) throw new GuanxiError('KEY_REUSED');
  return JSON.parse((row['reply'] as string | null) ?? '{}') as { output: unknown };
}

/** For an input that is refused before a transaction begins: the key may tell another story first. */
export async function findReply(
  database: Database,
  call: Call,
  command: string,
  claim: KeyClaim,
): Promise<{ readonly output: unknown } | null> {
  return replyIn(
    claim,
    await database.query({ text: earlierText, params: [call.tenant.id, call.by, command, [claim.key], call.now.toISOString()] }),
  );
}

/** Ids, not their rendering: whoever repeats the command may select other fields. */
export const replyStatement = (
  call: Call,
  command: string,
  replies: readonly { readonly key: string; readonly output: unknown }[],
): Statement => ({
  text: 'update crm.idempotency_key k set reply = r.reply from json_to_recordset($4::json) as r(key text, reply jsonb) where k.tenant_id = $1 and k.actor = $2 and k.command = $3 and k.key = r.key',
  params: [
    call.tenant.id,
    call.by,
    command,
    JSON.stringify(replies.map(({ key, output }) => ({ key, reply: { output: kept(call, command, output) } }))),
  ],
  prepare: true,
});

const kept = (call: Call, command: string, output: unknown): unknown =>
  withoutSecrets(call.kernel.registry.commands.get(command)?.definition.output ?? {}, output);

/** Refusals are not stored. */
export const releaseStatement = (call: Call, command: string, keys: readonly string[]): Statement => ({
  text: 'delete from crm.idempotency_key where tenant_id = $1 and actor = $2 and command = $3 and key = any($4::text[]) and reply is null',
  params: [call.tenant.id, call.by, command, keys],
});
