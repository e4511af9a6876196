/**
 * `applyChanges`: commands that a device ran while it had no network, run here one by one in its order, each in a transaction of its own.
 * Each is made once, whatever the network does with the request, and each is answered for itself.
 */
import { type Actor, actorReference } from '../access/actor.ts';
import { type Access, rightsOf } from '../access/rights.ts';
import type { Database } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import type { Locale } from '../model/label.ts';
import { label } from '../model/label.ts';
import { limitExceeded } from '../model/refusals.ts';
import { openCall } from '../write/call.ts';
import { inputHash } from '../write/idempotency.ts';
import { runCommand } from '../write/index.ts';
import type { BoundCommand, Kernel } from '../write/kernel.ts';
import { commandNamed } from '../write/named.ts';
import { refusalsIn, userError } from '../write/problems.ts';
import { type Applied, appliedBy, keepStatement } from './applied.ts';
import { type ChangeAnswer, checkForm, chosenIds, names, recordOf, type SentChange } from './change.ts';
import { correctedTime, type MadeAt } from './clock.ts';
import type { SyncPolicy, Viewer } from './conflict.ts';
import { requireDevice } from './device.ts';
import { ConflictFound, judge, Outdated } from './judge.ts';
import { wireOutput } from './outputs.ts';
import { changesSinceVersion, type Since } from './since.ts';

export interface PushRequest {
  readonly actor: Actor;
  readonly access: Access;
  readonly locale: Locale;
  readonly now: Date;
  readonly device: string;
  readonly policy: SyncPolicy;
  /** What the device's clock shows while it sends. */
  readonly sentAt: Date | null;
  readonly changes: readonly SentChange[];
}

interface Batch extends PushRequest {
  readonly kernel: Kernel;
  readonly database: Database;
  readonly deviceId: string;
  readonly viewer: Viewer;
  readonly applied: ReadonlyMap<string, Applied>;
}

const MAX_CHANGES = 500;
/** Others may change the record between looking and writing; this often it is looked again. */
const MAX_LOOKS = 5;

/** @throws DEVICE_UNKNOWN, DEVICE_REVOKED, LIMIT_EXCEEDED; what is wrong with one change is its own answer */
export async function applyChanges(kernel: Kernel, q: PushRequest): Promise<readonly ChangeAnswer[]> {
  if (q.changes.length > MAX_CHANGES) throw limitExceeded(label('changes', '更改数'), q.changes.length, MAX_CHANGES);
  const database = await kernel.database();
  const deviceId = await requireDevice(database, q.actor, q.device, q.now);
  const applied = await appliedBy(
    database,
    q.actor.tenant,
    deviceId,
    q.changes.map((c) => c.key),
  );
  const { attributes } = await openCall(kernel, q.actor);
  const viewer: Viewer = { model: kernel.model, rights: rightsOf(q.access), attributes };
  const batch: Batch = { ...q, kernel, database, deviceId, applied, viewer };
  const answers = new Map<string, ChangeAnswer>();
  /** Ids of records that were not made, with the key of the change that should have. */
  const missing = new Map<string, string>();
  const out: ChangeAnswer[] = [];
  for (const change of q.changes) {
    const answer = answers.get(change.key) ?? (await answerTo(batch, change, missing));
    if (answer.status !== 'ACCEPTED') for (const id of change.creates) missing.set(id, change.key);
    answers.set(change.key, answer);
    out.push(answer);
  }
  return out;
}

async function answerTo(batch: Batch, change: SentChange, missing: ReadonlyMap<string, string>): Promise<ChangeAnswer> {
  const made = correctedTime(change.at, batch.sentAt, batch.now);
  try {
    checkForm(change);
    const command = commandNamed(batch.kernel, change.command);
    const known = batch.applied.get(change.key);
    const hash = inputHash({ command: change.command, input: change.input, creates: change.creates }, null);
    if (known) {
      if (known.inputHash !== hash) throw new GuanxiError('KEY_REUSED', {}, { path: ['key'] });
      return accepted(batch, change, command, made, { output: known.output, version: known.version, isReplayed: true });
    }
    const lacking = names(change.input, missing);
    if (lacking !== null) throw new GuanxiError('SYNC_DEPENDS', { key: lacking });
    return await run(batch, change, command, hash, made);
  } catch (error) {
    const errors = refusalsIn(error) ?? pluginErrors(error);
    if (errors === null) throw error;
    return { ...blank(change, made), status: 'REFUSED', userErrors: errors.map((e) => userError(e, batch.locale)) };
  }
}

async function run(batch: Batch, change: SentChange, command: BoundCommand, hash: string, made: MadeAt): Promise<ChangeAnswer> {
  const { kernel, database, actor, deviceId } = batch;
  const record = recordOf(kernel.model, command, change);
  const claim = `${deviceId}/${change.key}`;
  const keep = keepStatement({
    tenant: actor.tenant,
    device: deviceId,
    key: change.key,
    command: change.command,
    inputHash: hash,
    record,
    madeAt: made.at,
    by: actorReference(actor),
    claim,
  });
  let since: Since | null = null;
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const judged = judge({ record, change, since, at: made.at, policy: batch.policy, viewer: batch.viewer });
    try {
      const outcome = await runCommand(kernel, change.command, change.input, {
        actor: { ...actor, locale: batch.locale },
        wire: true,
        key: claim,
        chosen: chosenIds(kernel.model, change.creates),
        closing: [keep],
        inspect: judged.inspect,
      });
      if (!outcome.ok) return { ...blank(change, made), status: 'REFUSED', userErrors: outcome.errors };
      const version =
        judged.version() ?? (await appliedBy(database, actor.tenant, deviceId, [change.key])).get(change.key)?.version ?? null;
      return accepted(batch, change, command, made, { output: outcome.output, version, isReplayed: outcome.replayed });
    } catch (error) {
      if (error instanceof ConflictFound) return { ...blank(change, made), status: 'CONFLICT', conflict: error.conflict };
      if (!(error instanceof Outdated) || record === null || change.baseVersion === null) throw error;
      since = await changesSinceVersion(database, actor.tenant, deviceId, record, change.baseVersion);
    }
  }
  throw new GuanxiError('CONFLICT', { expected: change.baseVersion ?? 0, actual: since?.version ?? 0 });
}

const blank = ({ key }: SentChange, made: MadeAt): Omit<ChangeAnswer, 'status'> => ({
  key,
  output: null,
  version: null,
  isReplayed: false,
  madeAt: made.at,
  isTimeCorrected: made.isCorrected,
  conflict: null,
  userErrors: [],
});

const accepted = (
  batch: Batch,
  change: SentChange,
  { definition }: BoundCommand,
  made: MadeAt,
  o: { readonly output: unknown; readonly version: number | null; readonly isReplayed: boolean },
): ChangeAnswer => ({
  ...blank(change, made),
  status: 'ACCEPTED',
  output: wireOutput(batch.kernel.model, definition.output, o.output),
  version: o.version,
  isReplayed: o.isReplayed,
});

/** A change that no repetition will make right must not hold up those behind it. */
const final = new Set(['UNKNOWN_COMMAND', 'PLUGIN_UNAVAILABLE', 'PLUGIN_FAILED', 'HOOK_LOOP', 'SYNC_DEPENDS']);
const pluginErrors = (error: unknown): readonly GuanxiError[] | null =>
  error instanceof GuanxiError && final.has(error.code) ? [error] : null;
