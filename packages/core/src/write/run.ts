/**
 * Runs a command for its caller, in two flights: what may refuse it is read with BEGIN, what it changes is written with COMMIT, and the
 * reply is read behind that.
 */
import type { Actor } from '../access/actor.ts';
import type { Priority, Result, Statement } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { auditRefusals } from './audit.ts';
import { blameIdle, type Entered } from './blame.ts';
import type { Entry } from './buffer.ts';
import { type Call, type Origin, openCall } from './call.ts';
import { execute, requirePermission, rootFrame, settleIds } from './execute.ts';
import { finish } from './finish.ts';
import { claimStatements, earlierReply, findReply, replyStatement } from './idempotency.ts';
import type { BoundCommand, Kernel } from './kernel.ts';
import { commandNamed } from './named.ts';
import { type Prepared, prepare, reviveOutput } from './prepare.ts';
import { Refusals, refusalsIn, type UserError, userError } from './problems.ts';
import type { ChosenId } from './record-ids.ts';
import { accessOf } from './scope.ts';
import { checkVersion, subjectOf } from './version.ts';
import { checkIds } from './visibility.ts';
import { beginWork } from './work.ts';

export interface ReplyContext {
  readonly actor: Actor;
  readonly now: Date;
  readonly replayed: boolean;
}
export interface CommandCall {
  readonly actor: Actor;
  /** Whether the input came over a wire: global ids, ISO text, Money as an object. */
  readonly wire: boolean;
  /** Idempotency key. */
  readonly key?: string;
  /** The key names what is done by itself: its repetition is answered as it was, also with another input. */
  readonly keyAlone?: boolean;
  /** Of the input's subject; also taken from a wire input's own `expectedVersion`. */
  readonly expectedVersion?: number;
  /** Statements that read the reply, sent behind the commit. */
  readonly reply?: (output: Readonly<Record<string, unknown>>, context: ReplyContext) => Replying | Promise<Replying>;
  readonly priority?: Priority;
  /** What led to it, where a hook asks. */
  readonly origin?: Origin;
  /** The plugin whose code asks, where it is a timer or a hook of one. */
  readonly caller?: string;
  /** Statements that belong to the same transaction: how a job is done with. */
  readonly closing?: readonly Statement[];
  /** Ids that the caller has chosen for records that the command makes. */
  readonly chosen?: readonly ChosenId[];
  /** Sees what the transaction changes before anything of its end is sent; what it throws rolls back. */
  readonly inspect?: (changed: readonly Entry[]) => void;
}
type Replying = Statement | readonly Statement[] | null;

export type CommandOutcome =
  | {
      readonly ok: true;
      readonly output: Readonly<Record<string, unknown>>;
      readonly replies: readonly Result[];
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly errors: readonly UserError[] };

/** Refusals are an outcome; a failed database, a bug in a plugin, an unknown command are thrown. */
export async function runCommand(kernel: Kernel, name: string, input: unknown, o: CommandCall): Promise<CommandOutcome> {
  const call = await openCall(kernel, o.actor, o.origin ?? null);
  return runIn(call, commandNamed(call.kernel, name), input, o);
}

/** The same of a command that is not listed: code of a plugin that only this call knows. */
export async function runUnlisted(kernel: Kernel, command: BoundCommand, o: CommandCall): Promise<CommandOutcome> {
  const call = await openCall(kernel, o.actor, o.origin ?? null);
  const { plugin } = command.definition;
  if (!call.kernel.registry.plugins.has(plugin)) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin });
  return runIn(call, command, {}, o);
}

async function runIn(call: Call, command: BoundCommand, input: unknown, o: CommandCall): Promise<CommandOutcome> {
  try {
    return await attempt(call, command, prepare(call, command, input, o), o);
  } catch (error) {
    const refusals = refusalsIn(error);
    if (!refusals) throw error;
    await auditRefusals(call, command.definition.name, refusals.slice(0, 1));
    return { ok: false, errors: refusals.map((e) => userError(e, call.locale)) };
  }
}

async function attempt(call: Call, command: BoundCommand, prepared: Prepared, o: CommandCall): Promise<CommandOutcome> {
  const { name } = command.definition;
  const { claim } = prepared;
  const access = accessOf(call);
  const database = await call.kernel.database();
  const repliesTo = async (output: Readonly<Record<string, unknown>>, replayed: boolean): Promise<readonly Statement[]> => {
    const asked = (await o.reply?.(output, { actor: call.actor, now: call.now, replayed })) ?? [];
    return 'text' in asked ? [asked] : asked;
  };

  // The key comes first: a repeated request is answered as it was, also where the input would now be refused.
  if ('refusals' in prepared) {
    const earlier = claim && (await findReply(database, call, name, claim));
    if (!earlier) throw new Refusals(prepared.refusals);
    const output = reviveOutput(call, command, earlier.output);
    const replies: Result[] = [];
    for (const statement of await repliesTo(output, true)) replies.push(await database.query(statement));
    return { ok: true, output, replies, replayed: true };
  }

  const { input, expectedVersion } = prepared;
  const check = checkIds(call, access, input.ids, { permission: command.definition.permission });
  const claims = claim ? claimStatements(call, name, [claim]) : [];
  const opening = [...claims, ...check.statements];
  let entered: readonly Entered[] = [];
  const outcome = database.transaction<CommandOutcome>(
    async (sql, opened) => {
      const work = beginWork(call, name, sql, o.chosen);
      entered = work.entered;
      const frame = rootFrame(work, access, name, o.caller);
      try {
        const earlier = claim && earlierReply(claim, opened[0] as Result, opened[1] as Result);
        if (earlier) {
          const output = reviveOutput(call, command, earlier.output);
          const { after } = await sql.commit(o.closing ?? [], await repliesTo(output, true));
          return { ok: true, output, replies: after, replayed: true };
        }
        requirePermission(access, command);
        settleIds(frame, input.ids, check.read(opened.slice(claims.length)));
        const subject = subjectOf(work, input.ids, expectedVersion);
        const output = (await execute(frame, command, input)) as Readonly<Record<string, unknown>>;
        const replies = await finish(frame, {
          check: () => {
            checkVersion(subject, expectedVersion);
            o.inspect?.(work.buffer.changed());
          },
          closing: [...(claim ? [replyStatement(call, name, [{ key: claim.key, output }])] : []), ...(o.closing ?? [])],
          after: o.reply ? await repliesTo(output, false) : [],
        });
        return { ok: true, output, replies, replayed: false };
      } finally {
        work.isOpen = false;
      }
    },
    { opening, plans: 'kept', priority: o.priority ?? 'interactive' },
  );
  return outcome.catch((error: unknown) => {
    throw blameIdle(error, entered);
  });
}
